"use strict";
/* The room page follows by itself, at most once a second, and is blanked at once. */
(() => {
  const room = () => document.getElementById("room");
  const code = room().dataset.code;
  let due = false, busy = false, stream;

  const blank = (on) => document.body.classList.toggle("blank", on);
  async function turn() {
    if (busy) { due = true; return; }
    busy = true;
    due = false;
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("header").replaceWith(page.querySelector("header"));
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.title = page.title;
      if (room()) blank(room().dataset.blank === "yes");
      fit();
    } catch { /* the next pulse tries again */ }
    setTimeout(() => { busy = false; if (due) turn(); }, 1000);
  }
  /* What does not fit is the oldest: the newest notes stay, and how many more there are is said. Every lane is given
     the same height, the largest with which the board fits; one note each is shown whatever it takes. */
  function fit() {
    const board = document.querySelector(".board");
    if (!board) return;
    const lanes = [...board.querySelectorAll(".lane .lines")].map((list) => {
      const notes = [...list.children];
      return { list, notes, heights: notes.map((note) => note.offsetHeight) };
    });
    const give = (height) => {
      for (const { list, notes, heights } of lanes) {
        let first = notes.length - 1, rest = height - heights[first];
        while (first > 0 && (rest -= heights[first - 1]) >= 0) first -= 1;
        const more = document.createElement("li");
        more.className = "soft";
        more.textContent = `${first} earlier`;
        list.replaceChildren(...(first > 0 ? [more] : []), ...notes.slice(Math.max(first, 0)));
      }
      return board.scrollHeight <= board.clientHeight;
    };
    if (board.scrollHeight <= board.clientHeight) return;
    let fits = 0, not = board.scrollHeight;
    while (not - fits > 4) {
      const between = (fits + not) / 2;
      if (give(between)) fits = between; else not = between;
    }
    give(fits);
  }
  function follow() {
    stream = new EventSource(`/r/${code}/stream`);
    stream.addEventListener("pulse", (event) => { blank(JSON.parse(event.data).blanked); turn(); });
    stream.addEventListener("bye", () => { stream.close(); turn(); });
  }
  blank(room().dataset.blank === "yes");
  fit();
  follow();
  setInterval(turn, 10000);
  window.addEventListener("resize", turn);
})();
