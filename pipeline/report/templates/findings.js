
"use strict";
{
  const one = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const aside = one("loc"), field = one("tim"), told = one("so-ket-qua"), clear = one("bo-loc"), none = one("khong-co"), printed = one("dang-loc");
  const picked = { status: new Set(), section: new Set() };
  const items = all(".item").map((node) => ({ node, status: node.dataset.status, section: node.closest(".section").dataset.section }));
  const opened = new Set();
  let words = [];

  /* Syllables are looked for whole, the one being typed by its beginning: "chi thi" is not found in "chính". */
  const finder = (word, whole) => {
    const exact = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\p{L}\\p{N}])${exact}${whole ? "(?![\\p{L}\\p{N}])" : ""}`, "gu");
  };
  const finders = (typed) => {
    const list = fold(typed).split(/\s+/).filter(Boolean);
    return list.map((word, number) => finder(word, number < list.length - 1 || /\s$/.test(typed)));
  };
  const holds = (text, word) => text.search(word) >= 0;

  /* Texts are folded when first searched: a page with a thousand quotes opens at once. */
  const read = (item) => {
    if (item.text === undefined) {
      item.folds = all("details", item.node).map((node) => ({ node, text: fold(node.textContent) }));
      item.text = fold(item.node.textContent);
      const copy = item.node.cloneNode(true);
      all("details", copy).forEach((node) => node.remove());
      item.open = fold(copy.textContent);
    }
    return item;
  };
  const fits = (item) =>
    (!picked.status.size || picked.status.has(item.status)) &&
    (!picked.section.size || picked.section.has(item.section)) &&
    words.every((word) => holds(read(item).text, word));

  const unfold = (item) => {
    const lacking = words.filter((word) => !holds(item.open, word));
    for (const { node, text } of item.folds) {
      if (!node.open && lacking.some((word) => holds(text, word))) {
        node.open = true;
        opened.add(node);
      }
    }
  };

  /* Words that were looked for, in colour. Folding letter by letter keeps places: composed letters have one base letter each. */
  const letters = new Map();
  const letter = (c) => {
    if (!letters.has(c)) letters.set(c, fold(c).slice(0, 1) || c);
    return letters.get(c);
  };
  const paint = (shown) => {
    if (!globalThis.CSS || !CSS.highlights) return;
    CSS.highlights.delete("hit");
    if (!words.length) return;
    const ranges = [];
    for (const { node } of shown) {
      const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (walk.nextNode() && ranges.length < 3000) {
        const text = walk.currentNode.data.replace(/[^\n -~]/g, letter).toLowerCase();
        for (const word of words) {
          for (const found of text.matchAll(word)) {
            const range = new Range();
            range.setStart(walk.currentNode, found.index);
            range.setEnd(walk.currentNode, Math.min(found.index + found[0].length, walk.currentNode.length));
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("hit", new Highlight(...ranges));
  };

  const names = (kind) => all(`.pick[data-pick="${kind}"]`).filter((b) => picked[kind].has(b.dataset.value)).map((b) => b.firstElementChild.textContent.trim());
  const apply = () => {
    for (const node of opened) node.open = false;
    opened.clear();
    const shown = items.filter(fits);
    const kept = new Set(shown);
    for (const item of items) item.node.hidden = !kept.has(item);
    if (words.length) shown.forEach(unfold);
    for (const node of all(".group, .section")) node.hidden = !node.querySelector(".item:not([hidden])");
    const filtered = picked.status.size || picked.section.size || words.length;
    told.textContent = filtered ? `${shown.length} / ${items.length} yêu cầu` : `${items.length} yêu cầu`;
    clear.hidden = !filtered;
    none.hidden = shown.length > 0;
    printed.hidden = !filtered;
    const by = [...names("status"), ...names("section"), ...(words.length ? [`“${field.value.trim()}”`] : [])];
    printed.textContent = `Bản in này chỉ gồm ${shown.length} trong ${items.length} yêu cầu, lọc theo: ${by.join("; ")}.`;
    for (const button of all("[data-pick]")) button.setAttribute("aria-pressed", picked[button.dataset.pick].has(button.dataset.value));
    paint(shown);
  };

  /* Brings the results into view where they are not. */
  const show = () => {
    const narrow = getComputedStyle(aside).position === "static";
    const target = narrow ? aside : one("ket-qua");
    const top = target.getBoundingClientRect().top;
    if (top > innerHeight * 0.6 || (!narrow && top < 0)) target.scrollIntoView({ block: "start" });
  };
  const reset = () => {
    picked.status.clear();
    picked.section.clear();
    words = [];
    field.value = "";
    apply();
  };

  for (const button of all("[data-pick]")) {
    button.disabled = false;
    button.addEventListener("click", () => {
      const set = picked[button.dataset.pick];
      if (!set.delete(button.dataset.value)) set.add(button.dataset.value);
      apply();
      show();
    });
  }
  field.addEventListener("input", () => {
    words = finders(field.value);
    apply();
    if (getComputedStyle(aside).position !== "static") show();
  });
  field.form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    reset();
    field.focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && document.activeElement !== field) {
      event.preventDefault();
      field.focus();
    }
  });

  /* A link never leads to something hidden. */
  const named = (hash) => {
    try {
      return decodeURIComponent(hash);
    } catch {
      return hash;
    }
  };
  const reveal = () => {
    const target = one(named(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) reset();
    for (let node = target.closest("details"); node; node = node.parentElement.closest("details")) node.open = true;
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);

  const only = one("chi-van-de");
  if (only) {
    const table = document.querySelector(".papers");
    const narrow = () => table.classList.toggle("only-flawed", only.checked);
    only.closest("label").hidden = false;
    only.addEventListener("change", narrow);
    narrow();
  }
  aside.hidden = false;
  apply();
  if (location.hash) reveal();
}
