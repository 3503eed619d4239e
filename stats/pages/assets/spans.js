// A passage whose words can be pointed at: first the field, then its words, or the other way round.
// Where only one field can be told, it is chosen from the start. Words that figures are made of already bear their colour.
// Pointer: press a word, draw to another. Keyboard: arrows go from word to word, with Shift they widen, Enter chooses.
// Texts come in as data and are set with textContent, so nothing in them is ever read as markup.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".spans");
  root.replaceChildren();
  root.dir = data.rtl ? "rtl" : "ltr";
  root.style.setProperty("--mark", data.colour);
  const only = data.fields.length === 1 ? data.fields[0].name : "";
  let field = only;
  let from = -1;
  let to = -1;
  let drawing = false;

  const chips = document.createElement("div");
  chips.className = "chips";
  chips.setAttribute("role", "toolbar");
  chips.setAttribute("aria-label", data.which);
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.setAttribute("aria-live", "polite");
  const text = document.createElement("div");
  text.className = "text";
  text.dir = "auto";
  text.tabIndex = 0;
  text.setAttribute("role", "application");
  text.setAttribute("aria-label", data.label);
  root.append(...(only ? [] : [chips]), hint, text);

  const say = () => {
    const chosen = from < 0 ? "" : data.words.slice(Math.min(from, to), Math.max(from, to) + 1).map((w) => w[0]).join("");
    hint.textContent = !field ? data.first : chosen ? `“${chosen}”` : data.then.replace("{field}", names.get(field));
  };
  const names = new Map(data.fields.map((f) => [f.name, f.label]));
  const pieces = data.words.map(([piece, start, end, isWord], place) => {
    if (!isWord) {
      const gap = document.createElement("span");
      gap.textContent = piece;
      text.append(gap);
      return gap;
    }
    const word = document.createElement("span");
    word.className = "word";
    word.textContent = piece;
    word.onpointerdown = (event) => {
      drawing = true;
      if (event.shiftKey && from >= 0) to = place;
      else from = to = place;
      paint();
      event.preventDefault();
      text.focus();
    };
    word.onpointerenter = () => {
      if (drawing) {
        to = place;
        paint();
      }
    };
    const taken = (data.taken || []).find(([low, high]) => start < high && end > low);
    if (taken) {
      word.classList.add("taken");
      word.style.setProperty("--of", taken[2]);
    }
    text.append(word);
    return word;
  });
  const isWord = (place) => data.words[place] && data.words[place][3];
  const spans = () => data.fields.find((f) => f.name === field);

  function paint() {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const told = spans();
    pieces.forEach((piece, place) => {
      const [, start, end] = data.words[place];
      piece.classList.toggle("number", start >= data.number[0] && end <= data.number[1]);
      piece.classList.toggle("chosen", from >= 0 && place >= low && place <= high);
      piece.classList.toggle("told", Boolean(told && told.span && start >= told.span[0] && end <= told.span[1]));
    });
    say();
  }
  function choose() {
    if (!field || from < 0) return;
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    setTriggerValue("told", { field, start: data.words[low][1], end: data.words[high][2] });
  }
  const release = () => {
    if (!drawing) return;
    drawing = false;
    choose();
  };
  document.addEventListener("pointerup", release);

  for (const one of data.fields) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.textContent = one.label + ": ";
    const value = document.createElement("b");
    value.textContent = one.value;
    value.dir = "auto";
    chip.append(value);
    chip.setAttribute("aria-pressed", "false");
    chip.onclick = () => {
      field = field === one.name ? "" : one.name;
      for (const other of chips.children) other.setAttribute("aria-pressed", String(other === chip && Boolean(field)));
      paint();
      if (from >= 0) choose();
      else if (field) text.focus();
    };
    chips.append(chip);
  }

  text.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (step) {
      const way = step * (getComputedStyle(text).direction === "rtl" && Math.abs(step) === 1 ? -1 : 1);
      let place = from < 0 ? data.words.findIndex((w) => w[1] >= data.number[0]) : to + way;
      while (place >= 0 && place < pieces.length && !isWord(place)) place += Math.sign(way);
      if (place >= 0 && place < pieces.length) {
        to = place;
        if (!event.shiftKey || from < 0) from = place;
        paint();
      }
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && from >= 0) {
      choose();
      event.preventDefault();
    } else if (event.key === "Escape" && (from >= 0 || field !== only)) {
      from = to = -1;
      field = only;
      for (const chip of chips.children) chip.setAttribute("aria-pressed", "false");
      paint();
    } else return;
    event.stopPropagation();
  };
  paint();
  return () => document.removeEventListener("pointerup", release);
}
