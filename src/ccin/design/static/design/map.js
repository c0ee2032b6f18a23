// One stop for the keyboard in a map of many cells; the arrow keys walk to the nearest cell.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function middle(cell) {
  const box = cell.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

function nearest(from, cells, [right, down]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const cell of cells) {
    const [a, b] = middle(cell);
    const ahead = (a - x) * right + (b - y) * down;
    const aside = Math.abs((a - x) * down) + Math.abs((b - y) * right);
    const far = ahead + aside * 2;
    if (cell !== from && ahead > 1 && far < least) {
      least = far;
      best = cell;
    }
  }
  return best;
}

for (const map of document.querySelectorAll("[data-map]")) {
  const cells = [...map.querySelectorAll("a")];
  const start = map.querySelector("a:not(.ccin-tile--none)") ?? cells[0];
  start?.setAttribute("tabindex", "0");
  map.addEventListener("keydown", (event) => {
    const from = event.target.closest("a");
    const next = from && WAYS[event.key] && nearest(from, cells, WAYS[event.key]);
    if (!next) {
      return;
    }
    event.preventDefault();
    from.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}
