// When the connection to the server is lost, Streamlit asks whether one is connected to the internet. Headcount needs
// none: its own words stand in that dialog instead, and say what became of the reader's work and what to do.
const OURS = "headcountLost";

export default function ({ data }) {
  const put = (node, text) => {
    while (node && node.children.length === 1) node = node.children[0];
    if (node && node.textContent !== text) node.textContent = text;
  };
  const look = () => {
    for (const dialog of document.querySelectorAll("[role=dialog]")) {
      const title = dialog.querySelector("h2");
      if (!title || (title.textContent !== data.theirs && !(OURS in dialog.dataset))) continue;
      dialog.dataset[OURS] = "";
      put(title, data.title);
      put(title.nextElementSibling, data.text);
    }
  };
  const watching = new MutationObserver(look);
  watching.observe(document.body, { childList: true, subtree: true });
  return () => watching.disconnect();
}
