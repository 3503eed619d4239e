// Tells when the page's first chart is drawn; what stands below it, and is dear to draw, is asked for then.
export default function ({ data, parentElement, setStateValue }) {
  parentElement.querySelector(".later").style.height = data.due ? "0" : "340px"; // about what will stand there
  if (data.due) return undefined;
  let looks = 0;
  const waiting = setInterval(() => {
    const drawn = document.querySelector(".js-plotly-plot .main-svg");
    if (!drawn && (looks += 1) < 100) return; // five seconds: a chart that does not come holds nothing up
    clearInterval(waiting);
    requestAnimationFrame(() => setTimeout(() => setStateValue("due", true))); // after it is on the screen
  }, 50);
  return () => clearInterval(waiting);
}
