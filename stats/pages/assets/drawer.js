// On a phone the filters lie in a drawer that this button opens; on wider screens it is not shown.
export default function ({ data, parentElement, setStateValue }) {
  const button = parentElement.querySelector(".drawer").appendChild(document.createElement("button"));
  parentElement.querySelector(".drawer").replaceChildren(button);
  const root = document.documentElement;
  const show = () => {
    const open = root.dataset.filters === "open";
    button.setAttribute("aria-expanded", String(open));
    button.textContent = (open ? "▾ " : "▸ ") + data.label;
  };
  button.type = "button";
  button.onclick = () => {
    root.dataset.filters = root.dataset.filters === "open" ? "" : "open";
    show();
  };
  show();
  const narrow = matchMedia("(max-width: 640px)").matches;
  if (narrow !== data.narrow) setStateValue("narrow", narrow); // charts side by side go below each other
}
