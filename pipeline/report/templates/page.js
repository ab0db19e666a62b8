
"use strict";
document.documentElement.classList.add("js");
{
  const opened = [];
  const open = () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      one.open = true;
      opened.push(one);
    }
  };
  const close = () => opened.splice(0).forEach((one) => { one.open = false; });
  addEventListener("beforeprint", open);
  addEventListener("afterprint", close);
  matchMedia("print").addEventListener("change", (now) => now.matches ? open() : close());
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
