"use strict";
{
  const form = document.getElementById("filters");
  const bodies = [...document.querySelectorAll("[data-cells]")];
  if (form && bodies.length) {
    const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d").trim().split(/\s+/);
    const [name, criterion, status, order] = ["name", "criterion", "status", "order"].map((id) => document.getElementById(id));
    const count = document.getElementById("count");
    const none = document.getElementById("none");
    const tables = bodies.map((body) => [...body.rows]);
    const cells = tables[0].map((row, n) => ({ n, key: row.dataset.key, marks: row.dataset.marks, place: Number(row.dataset.place) }));
    const heads = [...document.querySelectorAll(".matrix .up")];
    let column = -1;

    const filter = () => {
      const words = fold(name.value);
      const at = criterion.value === "" ? -1 : Number(criterion.value);
      status.disabled = at < 0;
      let shown = 0;
      for (const cell of cells) {
        const fits = words.every((word) => cell.key.includes(word)) && (at < 0 || !status.value || status.value.includes(cell.marks[at]));
        shown += fits;
        for (const rows of tables) {
          if (rows[cell.n].hidden === fits) rows[cell.n].hidden = !fits;
        }
      }
      count.textContent = shown === cells.length ? `${shown} chi bộ` : `${shown}/${cells.length} chi bộ`;
      none.hidden = shown > 0;
      if (at !== column) point(at);
    };
    const point = (at) => {
      const mark = (which, on) => {
        heads[which].classList.toggle("on", on);
        for (const row of tables[1]) row.cells[which + 2].classList.toggle("on", on);
      };
      if (column >= 0) mark(column, false);
      if (at >= 0) {
        mark(at, true);
        const box = document.querySelector(".scroll");
        box.scrollLeft = heads[at].offsetLeft - box.clientWidth / 2;
      }
      column = at;
    };
    const sort = () => {
      const by = { up: (a, b) => a.n - b.n, down: (a, b) => b.n - a.n, name: (a, b) => a.place - b.place }[order.value];
      const sorted = [...cells].sort(by);
      bodies.forEach((body, which) => body.append(...sorted.map((cell) => tables[which][cell.n])));
    };
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(filter);
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { sort(); filter(); }));
    for (const field of [name, criterion, status]) field.addEventListener("input", soon);
    order.addEventListener("input", sort);
    filter();
    if (order.value !== "up") sort();
  }
}
