// On a touch screen a message pulled to the left is answered.
const ENOUGH = 56;

export function swipeToReply(log, reply) {
  let start = null;
  log.addEventListener("touchstart", (event) => {
    const node = event.target.closest("article.message");
    start = node && { node, x: event.touches[0].clientX, y: event.touches[0].clientY, by: 0 };
  }, { passive: true });
  log.addEventListener("touchmove", (event) => {
    if (!start) return;
    const dx = event.touches[0].clientX - start.x;
    const dy = Math.abs(event.touches[0].clientY - start.y);
    start.by = dx < 0 && -dx > 2 * dy ? Math.min(-dx, 80) : 0;
    start.node.style.translate = start.by ? `${-start.by}px` : "";
  }, { passive: true });
  log.addEventListener("touchend", () => {
    if (!start) return;
    start.node.style.translate = "";
    if (start.by > ENOUGH) reply(Number(start.node.dataset.id));
    start = null;
  });
}
