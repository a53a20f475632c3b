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
  /* The largest number up to `most` with which something fits, found by halving; it stands at that number then. */
  function largest(most, fits) {
    let does = 0, not = most + 1;
    while (not - does > 1) {
      const between = Math.floor((does + not) / 2);
      if (fits(between)) does = between; else not = between;
    }
    fits(does);
  }
  const note = (name, words) => Object.assign(document.createElement(name), { className: "soft", textContent: words });

  /* Of notes that do not fit the newest stay, of everything else the first; and how many more there are is said. */
  function fit() {
    const board = document.querySelector(".board");
    if (!board) return;
    const fits = () => board.scrollHeight <= board.clientHeight;
    if (fits()) return;
    const lanes = [...board.querySelectorAll(".lane .lines")].map((list) => {
      const notes = [...list.children];
      return { list, notes, heights: notes.map((one) => one.offsetHeight) };
    });
    /* Every lane is given the same height; one note each is shown whatever it takes. */
    largest(lanes.length ? board.scrollHeight : 0, (height) => {
      for (const { list, notes, heights } of lanes) {
        let first = notes.length - 1, rest = height - heights[first];
        while (first > 0 && (rest -= heights[first - 1]) >= 0) first -= 1;
        list.replaceChildren(...(first > 0 ? [note("li", `${first} earlier`)] : []), ...notes.slice(Math.max(first, 0)));
      }
      return fits();
    });
    if (fits()) return;
    const rows = [...board.querySelectorAll("section tbody tr, section li, section p")].filter((one) => !one.closest(".lane"));
    const more = board.appendChild(note("p", ""));
    largest(rows.length, (shown) => {
      rows.forEach((row, place) => { row.hidden = place >= shown; });
      for (const part of board.querySelectorAll("section, section table")) {
        part.hidden = rows.some((row) => part.contains(row)) && !rows.some((row) => part.contains(row) && !row.hidden);
      }
      more.textContent = `and ${rows.length - shown} more`;
      more.hidden = shown === rows.length;
      return fits();
    });
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
