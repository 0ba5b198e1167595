import { routeBelow } from './channels';
import type { Appliance, Block, Box, Flow, Group, Line, Picture, Placement, Point } from './model';
import * as size from './sizes';

/** Between two blocks: room for a line with its label. */
const BETWEEN = 112;
/** Between a block and an appliance: the words under the hexagon are wider than it. */
const BESIDE = 48;
/** Between the rows of a group: room for the lines that lead down. */
const ROWS = 52;
/** Between two groups, and between the peers and the first group. */
const APART = 72;
/** Below the boxes of a group there is always room for so many channels, so that new flows move nothing. */
const CHANNELS = 4;
/** Groups stand beside each other up to this width, then below. */
const SHELF = 1_500;
/** Between lines that join the same two boxes. */
const STACK = 30;

interface Arranged {
  group: Group;
  boxes: Map<string, Box>;
  width: number;
  height: number;
}

/**
 * Places follow from the objects alone: no traffic, time or chance moves a box. Lines are drawn into what is there:
 * straight between neighbours, through channels below the boxes otherwise.
 */
export function place(picture: Picture): Placement {
  const arranged = picture.groups.map((group) => arrange(group, picture.appliances));
  const boxes = shelve(arranged);
  placePeers(picture, boxes);
  const frames = new Set(picture.groups.map((group) => group.id));
  const solid = new Map([...boxes].filter(([id]) => !frames.has(id)));
  const { straight, rest } = routeStraight(picture.flows, solid);
  const lines = [...straight, ...routeBelow(rest, boxes, solid, picture.groups)];
  placeCards(picture, boxes);
  return { boxes, lines, bounds: boundsOf(boxes, lines) };
}

/** One group from its own corner on: what has an order from left to right, and the rest below. */
function arrange(group: Group, appliances: Appliance[]): Arranged {
  const boxes = new Map<string, Box>();
  const mine = appliances.filter((box) => box.group === group.id);
  const first = group.blocks.filter((block) => !block.aside);
  const tallest = Math.max(size.appliance.height, ...first.map(heightOf));
  let x = size.group.padding;
  let secondColumn = x;
  const middle = size.group.head + tallest / 2;
  first.forEach((block, index) => {
    if (index === 1) {
      secondColumn = x;
    }
    boxes.set(block.id, { x, y: middle - heightOf(block) / 2, width: blockWidth, height: heightOf(block) });
    x += blockWidth;
    const after = mine.filter((box) => box.after === block.id);
    after.forEach((box) => {
      x += BESIDE;
      boxes.set(box.id, applianceAt(x, middle));
      x += size.appliance.width;
    });
    x += index === first.length - 1 ? 0 : after.length > 0 ? BESIDE : BETWEEN;
  });
  mine
    .filter((box) => !boxes.has(box.id))
    .forEach((box) => {
      x += BESIDE;
      boxes.set(box.id, applianceAt(x, middle));
      x += size.appliance.width + BESIDE;
    });
  let bottom = size.group.head + tallest;
  let asideX = secondColumn;
  const below = bottom + ROWS;
  group.blocks
    .filter((block) => block.aside)
    .forEach((block) => {
      boxes.set(block.id, { x: asideX, y: below, width: blockWidth, height: heightOf(block) });
      asideX += blockWidth + size.group.padding;
      bottom = Math.max(bottom, below + heightOf(block));
    });
  const width = Math.max(x, asideX - size.group.padding) + size.group.padding;
  return { group, boxes, width, height: bottom + size.depth + CHANNELS * size.channel };
}

const blockWidth = size.card.width + 2 * size.block.padding;

function heightOf(block: Block): number {
  return size.blockHeight(block.workloads.length);
}

function applianceAt(x: number, middle: number): Box {
  const { width, height } = size.appliance;
  return { x, y: middle - height / 2, width, height };
}

function shelve(arranged: Arranged[]): Map<string, Box> {
  const placed = new Map<string, Box>();
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  for (const { group, boxes, width, height } of arranged) {
    if (x > 0 && x + width > SHELF) {
      x = 0;
      y += rowHeight + APART;
      rowHeight = 0;
    }
    placed.set(group.id, { x, y, width, height });
    boxes.forEach((box, id) => placed.set(id, { ...box, x: box.x + x, y: box.y + y }));
    x += width + APART;
    rowHeight = Math.max(rowHeight, height);
  }
  return placed;
}

/** Outside ends stand to the left; so do appliances that belong to no group. */
function placePeers(picture: Picture, boxes: Map<string, Box>) {
  const x = -APART - size.peer.width;
  let y = size.group.head;
  for (const peer of picture.peers) {
    boxes.set(peer.id, { x, y, ...size.peer });
    y += size.peer.height + size.card.gap * 2;
  }
  for (const box of picture.appliances) {
    if (!boxes.has(box.id)) {
      boxes.set(box.id, { x, y, width: size.appliance.width, height: size.appliance.height });
      y += size.appliance.height + size.appliance.foot + size.card.gap;
    }
  }
}

/** Flows whose ends see each other get a straight line; so do both halves of one through an appliance. */
function routeStraight(flows: Flow[], solid: Map<string, Box>): { straight: Line[]; rest: Flow[] } {
  const straight: Line[] = [];
  const rest: Flow[] = [];
  const taken = new Map<string, number>();
  for (const flow of flows) {
    const drawn = flow.verdict === 'denied' ? null : drawStraight(flow, solid, taken);
    if (drawn) {
      straight.push(...drawn);
    } else {
      rest.push(flow);
    }
  }
  return { straight, rest };
}

function drawStraight(flow: Flow, solid: Map<string, Box>, taken: Map<string, number>): Line[] | null {
  const from = solid.get(flow.from);
  const to = solid.get(flow.to);
  const through = solid.get(flow.through);
  if (!from || !to) {
    return null;
  }
  if (through) {
    const first = segment(flow.from, flow.through, solid, taken);
    const second = segment(flow.through, flow.to, solid, taken);
    return first && second
      ? [
          { id: `${flow.id}:in`, flow, points: first, label: labelOver(flow, through) },
          { id: `${flow.id}:out`, flow, points: second, label: null },
        ]
      : null;
  }
  const points = segment(flow.from, flow.to, solid, taken);
  return points ? [{ id: flow.id, flow, points, label: labelOn(flow, points) }] : null;
}

/** A level line between two boxes, or null if they do not face each other or something stands between. */
function segment(a: string, b: string, solid: Map<string, Box>, taken: Map<string, number>): Point[] | null {
  const from = solid.get(a)!;
  const to = solid.get(b)!;
  const top = Math.max(from.y, to.y);
  const bottom = Math.min(from.y + from.height, to.y + to.height);
  const pair = [a, b].sort().join('|');
  const number = taken.get(pair) ?? 0;
  const y = (top + bottom) / 2 + (number % 2 === 0 ? 1 : -1) * Math.ceil(number / 2) * STACK;
  const onward = from.x < to.x;
  const left = onward ? from.x + from.width : to.x + to.width;
  const right = onward ? to.x : from.x;
  const hidden = [...solid].some(
    ([id, box]) => id !== a && id !== b && box.x < right && box.x + box.width > left && box.y < y && y < box.y + box.height,
  );
  if (right <= left || y <= top || y >= bottom || hidden) {
    return null;
  }
  taken.set(pair, number + 1);
  return onward ? [{ x: left, y }, { x: right, y }] : [{ x: right, y }, { x: left, y }];
}

/** Over the line, no wider than it. */
function labelOn(flow: Flow, points: Point[]): Box {
  const [a, b] = [points[0]!, points[points.length - 1]!];
  const width = Math.min(labelWidth(flow), Math.abs(b.x - a.x) - 8);
  return { x: (a.x + b.x - width) / 2, y: a.y - size.label.height - 5, width, height: size.label.height };
}

/** Over the appliance, where there is more room than beside it. */
function labelOver(flow: Flow, box: Box): Box {
  const width = labelWidth(flow);
  return {
    x: box.x + (box.width - width) / 2,
    y: box.y - size.label.height - 8,
    width,
    height: size.label.height,
  };
}

function labelWidth(flow: Flow): number {
  return size.labelWidth(`${flow.port} ${flow.words}`.trim(), flow.verdict !== 'allowed');
}

function placeCards(picture: Picture, boxes: Map<string, Box>) {
  for (const block of picture.groups.flatMap((group) => group.blocks)) {
    const home = boxes.get(block.id);
    block.workloads.forEach((workload, row) => {
      if (home) {
        boxes.set(workload.id, {
          x: home.x + size.block.padding,
          y: home.y + size.block.head + row * (size.card.height + size.card.gap),
          width: size.card.width,
          height: size.card.height,
        });
      }
    });
  }
}

function boundsOf(boxes: Map<string, Box>, lines: Line[]): Box {
  const corners = [...boxes.values()].flatMap((box) => [box, { x: box.x + box.width, y: box.y + box.height }]);
  const all: Point[] = [...corners, ...lines.flatMap((line) => line.points)];
  if (all.length === 0) {
    return { x: 0, y: 0, width: 1, height: 1 };
  }
  const xs = all.map((point) => point.x);
  const ys = all.map((point) => point.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
