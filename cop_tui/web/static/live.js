"use strict";
/* A little on top of forms that work without it: the page moves on by itself, drafts and unsent notes stay. */
(() => {
  const live = () => document.getElementById("live");
  const store = {
    get(name) { try { return localStorage.getItem(name); } catch { return null; } },
    names() { try { return Object.keys(localStorage); } catch { return []; } },
    set(name, value) { try { value ? localStorage.setItem(name, value) : localStorage.removeItem(name); } catch { /* no room, or not allowed */ } },
  };
  const show = (id, on) => { const found = document.getElementById(id); if (found) found.hidden = !on; };
  let stream, turning, scene, coming, revision, drawn = 0, told = 0;

  /* The private journal: it never leaves this phone. Each of those who share the phone has one of their own. */
  function journal() {
    for (const box of document.querySelectorAll("[data-journal]")) {
      const name = `journal/${box.dataset.journal}`;
      if (!box.value) box.value = store.get(name) || "";
      box.oninput = () => store.set(name, box.value);
    }
    for (const left of document.querySelectorAll("template[data-journal-left]")) {
      const mine = `journal/${left.dataset.journalLeft}/`;
      document.querySelectorAll(".journal-left").forEach((one) => one.remove());
      for (const name of store.names().filter((one) => one.startsWith(mine))) {
        const box = left.content.firstElementChild.cloneNode(true);
        box.querySelector("[data-save-journal]").dataset.saveJournal = name.slice(8);
        box.querySelector("[data-remove-journal]").dataset.removeJournal = name.slice(8);
        left.before(box);
      }
    }
  }
  function saveJournal(whose) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([store.get(`journal/${whose}`) || ""], { type: "text/plain" }));
    link.download = "journal.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  function removeJournal(whose) {
    if (!confirm("Remove your journal from this phone? Nobody else has it.")) return;
    store.set(`journal/${whose}`, "");
    for (const box of document.querySelectorAll("[data-journal]")) box.value = "";
    journal();
  }

  /* Drafts, by the step that they belong to. */
  const draftOf = (box) => `draft/${live().dataset.session}/${live().dataset.person}/${live().dataset.place}/${box.closest("form").dataset.act}/${box.name}`;
  function drafts() {
    for (const box of document.querySelectorAll("form[data-act] [data-draft]")) {
      const kept = store.get(draftOf(box));
      if (kept && !box.value.trim()) box.value = kept;
      box.oninput = () => {
        store.set(draftOf(box), box.value);
        if (box.value && Date.now() - told > 10000) {
          told = Date.now();
          send("writing", new FormData()).catch(() => {});
        }
      };
    }
  }

  /* What could not be sent waits here, oldest first; what came too late stays to be read, until it is put away. */
  const unsent = () => document.getElementById("unsent");
  function waitingName() {
    const mine = `unsent/${unsent().dataset.session}/${unsent().dataset.person || ""}`;
    return live() ? mine : store.names().find((name) => name.startsWith(mine)) || mine;
  }
  const waiting = () => (unsent() ? JSON.parse(store.get(waitingName()) || "[]") : []);
  const pending = () => waiting().filter((item) => !item.refused);
  function keepWaiting(items) {
    store.set(waitingName(), items.length ? JSON.stringify(items) : "");
    drawWaiting();
  }
  const hold = (act, fields, refused) => keepWaiting([...waiting(), { id: fresh(), act, fields: [...fields], refused }]);
  const letGo = (id) => keepWaiting(waiting().filter((item) => item.id !== id));
  function drawWaiting() {
    if (!unsent()) return;
    const items = waiting();
    show("offline", items.some((item) => !item.refused));
    unsent().hidden = !items.length;
    unsent().replaceChildren(...items.map((item) => {
      const why = item.refused || (live() ? "" : "The workshop has closed.");
      const line = document.createElement("li");
      const [words, tag, says] = ["p", "span", "p"].map((name) => document.createElement(name));
      words.textContent = said(item.fields) || "Your vote";
      words.dir = "auto";
      tag.className = "tag";
      tag.textContent = why ? "Not kept" : "Waiting to send";
      says.append(tag, why ? ` ${why} ` : "");
      if (why) {
        const away = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "Put it away" });
        away.dataset.letGo = item.id;
        says.append(away);
      }
      line.append(words, says);
      return line;
    }));
  }
  const said = (fields) => fields.filter(([name, value]) => value && !["key", "target", "value"].includes(name)).map(([, value]) => value).join(" · ");
  let flushing = false;
  async function flush() {
    if (flushing) return;
    flushing = true;
    let went = false;
    try {
      for (let item; (item = pending()[0]);) {
        const form = new FormData();
        for (const [name, value] of item.fields) form.append(name, value);
        const answer = await send(item.act, form);
        if (answer.status === 429 || answer.status >= 500) break;
        if (answer.ok) letGo(item.id);
        else {
          const { refused } = await answer.json();
          keepWaiting(waiting().map((one) => (one.id === item.id ? { ...one, refused } : one)));
        }
        went = true;
      }
    } catch { /* the network is gone again */ } finally { flushing = false; }
    if (went && !pending().length) await turn();
  }

  const send = (act, form) => fetch(`/${live().dataset.code}/acts/${act}`, {
    method: "POST", body: new URLSearchParams(form), headers: { Accept: "application/json" },
  });

  function say(kind, title, sentence) {
    document.querySelectorAll(".message.said-here").forEach((one) => one.remove());
    const box = document.createElement("div");
    box.className = `message ${kind} said-here`;
    box.setAttribute("role", kind === "refused" ? "alert" : "status");
    const [head, rest] = [document.createElement("p"), document.createElement("p")];
    head.append(Object.assign(document.createElement("b"), { textContent: title }));
    rest.textContent = sentence;
    box.append(head, rest);
    (live() || document.querySelector("main")).prepend(box);
    box.scrollIntoView({ block: "nearest" });
  }

  const fresh = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
  /* What is sent next from this form is something else, even in the same words. */
  function empty(form, sent) {
    for (const field of form.querySelectorAll("input:not([type=hidden], [type=radio], [data-draft])")) field.value = field.defaultValue;
    for (const field of form.querySelectorAll("[data-draft]")) {
      if (field.value !== sent.get(field.name)) continue; /* more was written while it was on its way */
      store.set(draftOf(field), "");
      field.value = field.defaultValue = "";
    }
    const key = form.querySelector("[name=key]");
    if (key) key.value = fresh();
  }

  async function submit(event) {
    const form = event.target;
    if (!form.dataset.act || !live()) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const fields = new FormData(form, event.submitter);
    const { act, place } = { act: form.dataset.act, place: live().dataset.place };
    try {
      const answer = await send(act, fields);
      if (answer.ok) {
        form.closest("details")?.removeAttribute("open");
        empty(form, fields);
        await turn();
        if (act === "take-back") say("kept", "Taken back", "It is gone from the wall.");
        else if (act !== "vote") say("kept", "Kept", "It is safe on the facilitator’s laptop.");
      } else {
        const told = (await answer.json().catch(() => ({}))).refused || "The laptop in the room did not take it. Your words are still here; send them again.";
        if (answer.status === 409) await turn();
        if (live()?.dataset.place === place || !said([...fields])) say("refused", "This was not kept", told);
        else hold(act, fields, told);
      }
    } catch {
      hold(act, fields);
      empty(form, fields);
    } finally {
      delete form.dataset.busy;
    }
  }

  /* Drawing the page anew, without losing what is being written or where the reader is. */
  const fields = () => [...document.querySelectorAll("form[data-act] input:not([type=hidden]), form[data-act] textarea, form[data-act] select")];
  const nameOf = (field) => `${field.form.dataset.act}/${field.name}/${field.type === "radio" ? field.value : ""}`;
  const changed = (field) => (field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
  const asks = (one) => one && one.slice(0, one.lastIndexOf("/")); /* a scene without its minutes */
  async function turn() {
    if (turning) return turning;
    turning = (async () => {
      try {
        const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
        if (answer.status >= 500) throw answer.status;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const next = page.getElementById("live");
        const busy = document.activeElement && document.activeElement.id;
        const open = document.querySelector(".own details[open] form");
        if (open && next && next.dataset.place === live().dataset.place) return;
        if (open && [...open.elements].some((field) => field.name && changed(field))) {
          hold(open.dataset.act, new FormData(open), "The room moved on while you changed it.");
        }
        const same = next && asks(next.dataset.scene) === asks(scene);
        const message = same && document.querySelector(".said-here");
        const typed = same ? new Map(fields().filter(changed).map((field) => [nameOf(field), field])) : new Map();
        for (const part of ["header", "main", "footer"]) document.querySelector(part).replaceWith(page.querySelector(part));
        document.title = page.title;
        if (!live()) { stream && stream.close(); stream = null; }
        if (message) live().prepend(message);
        for (const field of fields()) {
          const before = typed.get(nameOf(field));
          if (before && field.type === "radio") field.checked = before.checked;
          else if (before) field.value = before.value;
        }
        ready();
        const again = busy && document.getElementById(busy);
        if (again && same) again.focus({ preventScroll: true });
      } catch { coming = undefined; show("offline", true); }
    })();
    await turning;
    turning = null;
  }

  function ready() {
    document.querySelectorAll(".scripted:not(#offline):not(#unsent)").forEach((one) => { one.hidden = false; });
    journal();
    drawWaiting();
    if (!live()) return;
    if (scene !== undefined && scene !== live().dataset.scene) window.scrollTo(0, 0);
    scene = coming = live().dataset.scene;
    drawn = Date.now();
    drafts();
  }

  function follow() {
    if (!live() || stream || document.hidden) return;
    stream = new EventSource(`/${live().dataset.code}/stream`);
    stream.addEventListener("pulse", (event) => hear(JSON.parse(event.data)));
    stream.addEventListener("bye", () => { stream.close(); stream = null; turn(); });
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) ask(); else show("offline", true);
    };
  }
  function hear(told) {
    if (pending().length) flush(); else show("offline", false);
    if (told.scene !== coming) {
      coming = told.scene;
      setTimeout(turn, Math.random() * 2000);
    }
    if (told.scene !== scene) return;
    /* Where there is nothing to fill in, what the room does meanwhile is drawn now and then. */
    if (told.revision !== revision && !fields().length && Date.now() - drawn > 15000 + Math.random() * 5000) {
      revision = told.revision;
      turn();
    }
    const so = document.getElementById("so-far");
    if (so && told.so_far) so.textContent = told.so_far;
    const many = document.querySelector("#writing b");
    if (many) { many.textContent = told.writing; show("writing", told.writing > 0); }
  }
  /* Where the laptop can have no more phones follow, this one asks now and then, and follows once there is room. */
  function ask() {
    stream = null;
    setTimeout(async () => {
      if (!live() || stream || document.hidden) return;
      try {
        const answer = await fetch(`/${live().dataset.code}/state`, { headers: { Accept: "application/json" } });
        if (answer.ok) hear(await answer.json()); else await turn();
      } catch { show("offline", true); }
      follow();
    }, 8000);
  }
  function rest() { if (stream) { stream.close(); stream = null; } }
  function wake() {
    if (document.hidden) return rest();
    if (!live()) return;
    turn().then(() => { follow(); if (live() && pending().length) flush(); });
  }

  document.addEventListener("submit", submit);
  document.addEventListener("click", (event) => {
    const { saveJournal: save, removeJournal: remove, letGo: away, again } = event.target.dataset || {};
    if (away) letGo(away);
    if (save) saveJournal(save);
    if (remove) removeJournal(remove);
    if (again !== undefined) { rest(); flush().then(follow); }
  });
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  window.addEventListener("online", wake);
  setInterval(() => { if (live() && pending().length && !document.hidden) flush(); }, 5000);
  if (location.search) history.replaceState(null, "", location.pathname);
  ready();
  follow();
})();
