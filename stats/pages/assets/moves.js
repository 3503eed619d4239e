// A move to another page is one entry of the browser's history. Streamlit writes the query of the new page first, as an
// entry of the page that is left, and then the move itself, which carries that query too: Back would land on an entry
// without what was open there. So what is written between a click on a link and the move is left to the move. Where the
// move is quicker than the query, the query completes the entry of the move.
const OURS = Symbol.for("headcount moves");
const LONGEST = 10_000; // milliseconds a move may take; one that never comes holds nothing up

let moving = 0; // until when a move is awaited
let arriving = 0; // until when its query is

function clicked(event) {
  const link = event.target.closest("a[href], [data-testid=stLogoLink]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank") return;
  const to = link.href ? new URL(link.href) : null; // the logo has none
  if (to && (to.origin !== location.origin || to.pathname === location.pathname)) return;
  moving = Date.now() + LONGEST;
}

export default function () {
  if (window[OURS]) return; // it outlives this element
  window[OURS] = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const stays = new URL(url ?? "", location.href).pathname === location.pathname;
    const now = Date.now();
    if (stays && now < moving) return;
    if (stays && now < arriving && !location.search) {
      history.replaceState(state, title, url);
      return;
    }
    arriving = now < moving ? now + LONGEST : 0;
    moving = 0;
    push(state, title, url);
  };
  document.addEventListener("click", clicked, true);
}
