import type { Box, Flow, Line, Picture, Point } from './model';
import * as size from './sizes';

const { card } = size;

/** Clear space between the lowest box and the first channel. */
const DEPTH = 34;
/** Distance between lines that land at one box. */
const APART = 22;
/** How far beside a box a line goes down when another box stands below it. */
const ASIDE = 13;

/**
 * Refused flows take the channels below everything that works, so that they never cross an allowed line:
 * down from the source, along, and up into the target. The groups above a channel grow to enclose it.
 */
export function routeRefused(picture: Picture, boxes: Map<string, Box>): Line[] {
  const groups = new Set(picture.groups.map((group) => group.id));
  const solid = [...boxes.entries()].filter(([id]) => !groups.has(id)).map(([, box]) => box);
  const floor = Math.max(0, ...solid.map(bottom));
  const ends = picture.flows
    .filter((flow) => flow.verdict === 'denied')
    .flatMap((flow) => {
      const from = boxes.get(flow.from);
      const to = boxes.get(flow.to);
      return from && to ? [{ flow, from, to }] : [];
    });
  // The longest way takes the lowest channel: shorter ones nest inside and do not cross it.
  ends.sort((a, b) => span(a.from, a.to) - span(b.from, b.to) || a.flow.id.localeCompare(b.flow.id));
  const landings = new Map<string, number>();
  const lines = ends.map(({ flow, from, to }, index) => {
    const y = floor + DEPTH + index * size.channel;
    // Outer lines leave and land outside of inner ones.
    const onward = from.x <= to.x ? 1 : -1;
    const down = descent(from, solid, -onward * shift(landings, flow.from), 1);
    const up = descent(to, solid, onward * shift(landings, flow.to), -1);
    const left = down[down.length - 1]!.x;
    const right = up[up.length - 1]!.x;
    const points = [...down, { x: left, y }, { x: right, y }, ...up.reverse()];
    return { id: flow.id, flow, points, label: labelAt(flow, (left + right) / 2, y) };
  });
  if (lines.length > 0) {
    stretch(groups, boxes, floor, floor + DEPTH + lines.length * size.channel);
  }
  return lines;
}

function bottom(box: Box): number {
  return box.y + box.height;
}

function span(from: Box, to: Box): number {
  return Math.abs(from.x + from.width / 2 - to.x - to.width / 2);
}

/** Lines at one box stand apart, the first in its middle, no further out than its corner. */
function shift(landings: Map<string, number>, id: string): number {
  const taken = landings.get(id) ?? 0;
  landings.set(id, taken + 1);
  return Math.min(taken * APART, card.width / 2 - 6);
}

/** The way out of a box downwards: from its middle, or beside it where another box stands below. */
function descent(box: Box, solid: Box[], aside: number, side: 1 | -1): Point[] {
  const x = box.x + box.width / 2 + aside;
  const blocked = solid.some((other) => other.y >= bottom(box) && other.x <= x && x <= other.x + other.width);
  if (!blocked) {
    return [{ x, y: bottom(box) }];
  }
  const edge = side > 0 ? box.x + box.width : box.x;
  const y = bottom(box) - 14 - Math.abs(aside) / 3;
  return [
    { x: edge, y },
    { x: edge + side * (ASIDE + Math.abs(aside) / 3), y },
  ];
}

function labelAt(flow: Flow, x: number, y: number): Box {
  const width = size.labelWidth(`${flow.port} ${flow.words}`, true);
  return { x: x - width / 2, y: y - size.label.height / 2, width, height: size.label.height };
}

function stretch(groups: Set<string>, boxes: Map<string, Box>, floor: number, to: number) {
  for (const id of groups) {
    const box = boxes.get(id);
    if (box && bottom(box) >= floor) {
      boxes.set(id, { ...box, height: Math.max(box.height, to - box.y) });
    }
  }
}
