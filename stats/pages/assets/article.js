// An article's text in pieces; the pieces that are figures can be clicked, and answer to the pointer and to Tab.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".article");
  root.replaceChildren();
  root.dir = "auto";
  root.lang = data.language || "";
  for (const part of data.parts) {
    if (!part.id) {
      root.append(part.text);
      continue;
    }
    const mark = document.createElement("button");
    mark.type = "button";
    mark.textContent = part.text;
    mark.title = part.title;
    mark.style.setProperty("--mark", part.colour);
    mark.className = part.id === data.chosen ? "chosen" : "";
    mark.onclick = () => setTriggerValue("figure", part.id);
    mark.dataset.id = part.id;
    for (const [come, id] of [["pointerenter", part.id], ["focus", part.id], ["pointerleave", ""], ["blur", ""]])
      mark.addEventListener(come, () => document.dispatchEvent(new CustomEvent("headcount:figure", { detail: id })));
    root.append(mark);
    if (part.id === data.chosen) mark.scrollIntoView({ block: "nearest" });
  }
  // The list of figures beside the text tells which one is pointed at, and is told.
  const point = (event) => {
    for (const mark of root.querySelectorAll("button")) mark.classList.toggle("pointed", mark.dataset.id === event.detail);
  };
  document.addEventListener("headcount:figure", point);
  return () => document.removeEventListener("headcount:figure", point);
}
