// Single keys as acts, where nobody is typing. R and C belong to Streamlit's own shortcuts only with its toolbar on;
// the listener stands before them and lets everything else through.
export default function ({ data, parentElement, setTriggerValue }) {
  const hint = parentElement.querySelector(".keys");
  hint.textContent = data.hint;
  const typing = (node) => node && (node.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(node.tagName));
  const listen = (event) => {
    const path = event.composedPath();
    const dialog = document.querySelector("[role=dialog]");
    if (dialog && !dialog.contains(parentElement.getRootNode().host || parentElement)) return; // it has keys of its own
    if (event.ctrlKey || event.metaKey || event.altKey || path.some(typing)) return;
    const key = event.key.toLowerCase();
    if (!data.keys.includes(key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTriggerValue("key", key);
  };
  document.addEventListener("keydown", listen, true);
  return () => document.removeEventListener("keydown", listen, true);
}
