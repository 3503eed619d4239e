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
    root.append(mark);
    if (part.id === data.chosen) mark.scrollIntoView({ block: "nearest" });
  }
}
