/** The design's measures in pixels at zoom 1. */
export const card = { width: 146, height: 48, gap: 10 };
export const block = { padding: 8, head: 30 };
export const group = { head: 42, padding: 12, foot: 14 };
export const peer = { width: 144, height: 44 };
export const appliance = { width: 68, height: 72, foot: 40 };
export const label = { height: 20, padding: 9, icon: 16 };
/** Distance between the lines in the channels below a group. */
export const channel = 28;
/** Clear space between the lowest box and the first channel. */
export const depth = 34;

const ruler = document.createElement('canvas').getContext('2d');

/** Width of a label pill for these words, measured in the page's font. */
export function labelWidth(words: string, withIcon: boolean): number {
  if (ruler) {
    ruler.font = '600 12px "Instrument Sans", system-ui, sans-serif';
  }
  const text = ruler ? ruler.measureText(words).width : words.length * 6.5;
  return Math.ceil(text) + 2 * label.padding + (withIcon ? label.icon : 0) + 4;
}

export function blockHeight(cards: number): number {
  return block.head + cards * card.height + Math.max(0, cards - 1) * card.gap + block.padding;
}
