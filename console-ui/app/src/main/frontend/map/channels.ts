import type { Box, Flow, Group, Line, Point } from './model';
import * as size from './sizes';

const { card } = size;

/** Distance between lines that land at one box. */
const APART = 22;
/** How far beside a box a line goes down when another box stands below it. */
const ASIDE = 13;

interface Ends {
  flow: Flow;
  from: Box;
  to: Box;
}

/**
 * Lines that cannot be straight take channels below the boxes: down from the source, along, and up into the target.
 * Those inside one group stay in it, which grows if they are many; the others run below everything.
 */
export function routeBelow(flows: Flow[], boxes: Map<string, Box>, solid: Map<string, Box>, groups: Group[]): Line[] {
  const homes = new Map<string, string>();
  for (const group of groups) {
    group.blocks.forEach((block) => homes.set(block.id, group.id));
  }
  const byHome = new Map<string, Ends[]>();
  for (const flow of flows) {
    const from = solid.get(flow.from);
    const to = solid.get(flow.to);
    if (from && to) {
      const home = homes.get(flow.from) === homes.get(flow.to) ? (homes.get(flow.from) ?? '') : '';
      byHome.set(home, [...(byHome.get(home) ?? []), { flow, from, to }]);
    }
  }
  const all = [...solid.values()];
  return [...byHome].flatMap(([home, ends]) => {
    const group = boxes.get(home);
    const near = group ? all.filter((box) => inside(box, group)) : all;
    const floor = Math.max(0, ...(group ? near : [...boxes.values()]).map(bottom));
    if (group) {
      const height = floor + size.depth + ends.length * size.channel - group.y;
      boxes.set(home, { ...group, height: Math.max(group.height, height) });
    }
    return channelled(ends, near, floor);
  });
}

function channelled(ends: Ends[], solid: Box[], floor: number): Line[] {
  // The longest way takes the lowest channel: shorter ones nest inside and do not cross it.
  ends.sort((a, b) => span(a.from, a.to) - span(b.from, b.to) || a.flow.id.localeCompare(b.flow.id));
  const landings = new Map<string, number>();
  return ends.map(({ flow, from, to }, index) => {
    const y = floor + size.depth + index * size.channel;
    // Outer lines leave and land outside of inner ones.
    const onward = from.x <= to.x ? 1 : -1;
    const down = descent(from, solid, -onward * shift(landings, flow.from), 1);
    const up = descent(to, solid, onward * shift(landings, flow.to), -1);
    const left = down[down.length - 1]!.x;
    const right = up[up.length - 1]!.x;
    const points = [...down, { x: left, y }, { x: right, y }, ...up.reverse()];
    return { id: flow.id, flow, points, label: labelAt(flow, (left + right) / 2, y) };
  });
}

function inside(box: Box, group: Box): boolean {
  return box.x >= group.x && box.x < group.x + group.width && box.y >= group.y && box.y < group.y + group.height;
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
  const width = size.labelWidth(`${flow.port} ${flow.words}`.trim(), flow.verdict !== 'allowed');
  return { x: x - width / 2, y: y - size.label.height / 2, width, height: size.label.height };
}
