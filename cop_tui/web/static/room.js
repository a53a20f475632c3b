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
  /* What does not fit is the oldest: the newest notes stay, and how many more there are is said. */
  function fit() {
    const board = document.querySelector(".board");
    if (!board) return;
    const lists = [...board.querySelectorAll(".lane .lines")].filter((list) => list.children.length > 1);
    while (board.scrollHeight > board.clientHeight && lists.length) {
      lists.sort((one, other) => other.offsetHeight - one.offsetHeight);
      const list = lists[0];
      const gone = Number(list.dataset.gone || 0) + 1;
      list.querySelector(".soft.gone")?.remove();
      list.firstElementChild.remove();
      list.dataset.gone = gone;
      const more = document.createElement("li");
      more.className = "soft gone";
      more.textContent = `${gone} earlier`;
      list.prepend(more);
      if (list.children.length < 3) lists.shift();
    }
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
