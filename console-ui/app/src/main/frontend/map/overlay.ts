import { drawIcon } from '../damson-icon';
import type { Appliance, Box, Group, Line, Peer, Picture, Placement, Verdict, Workload } from './model';

/**
 * Boxes, cards and labels are elements over the canvas: crisp type, real buttons for the keyboard and for screen
 * readers. Every name comes from outside, so it only ever becomes a text node.
 */
const VERDICT_ICONS: Record<Verdict, string> = {
  allowed: 'circle-check',
  denied: 'ban',
  'would-deny': 'triangle-alert',
  unknown: 'circle-help',
};

export function text(tag: string, className: string, words: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

function at(element: HTMLElement, box: Box | undefined): HTMLElement {
  if (box) {
    element.style.left = `${box.x}px`;
    element.style.top = `${box.y}px`;
    element.style.width = `${box.width}px`;
    element.style.height = `${box.height}px`;
  }
  return element;
}

/** Frames lie under the lines. */
export function frames(picture: Picture, placed: Placement): HTMLElement[] {
  return picture.groups.flatMap((group) => [
    at(groupFrame(group), placed.boxes.get(group.id)),
    ...group.blocks.map((block) => {
      const frame = document.createElement('div');
      frame.className = 'block';
      frame.append(text('span', 'title', block.title), text('span', 'count', `${block.count}`));
      return at(frame, placed.boxes.get(block.id));
    }),
  ]);
}

function groupFrame(group: Group): HTMLElement {
  const frame = document.createElement('div');
  frame.className = 'group';
  frame.append(text('span', 'title', group.title), text('span', 'note', group.note));
  return frame;
}

/** Cards and labels lie over the lines. */
export function cards(picture: Picture, placed: Placement): HTMLElement[] {
  const workloads = picture.groups.flatMap((group) => group.blocks.flatMap((block) => block.workloads));
  return [
    ...workloads.map((workload) => at(workloadCard(workload), placed.boxes.get(workload.id))),
    ...picture.peers.map((peer) => at(peerCard(peer), placed.boxes.get(peer.id))),
    ...picture.appliances.map((box) => at(applianceCard(box), placed.boxes.get(box.id))),
    ...placed.lines.filter((line) => line.label).map((line) => at(lineLabel(line), line.label ?? undefined)),
  ];
}

function selectable(id: string, className: string, name: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  button.dataset.id = id;
  button.setAttribute('aria-label', name);
  return button;
}

function workloadCard(workload: Workload): HTMLElement {
  const card = selectable(workload.id, 'node', `${workload.name}, ${workload.address}, ${workload.edge}`);
  card.append(drawIcon(workload.icon, 15), text('span', 'name', workload.name), text('span', 'edge', workload.edge));
  card.append(text('span', 'address', workload.address));
  card.title = workload.name;
  if (workload.alarm) {
    card.classList.add('alarmed');
    card.title = `${workload.name}: ${workload.alarm}`;
  }
  return card;
}

function peerCard(peer: Peer): HTMLElement {
  const card = selectable(peer.id, peer.known ? 'peer' : 'peer strange', peer.name);
  card.append(drawIcon(peer.known ? 'globe' : 'circle-help', 15), text('span', 'name', peer.name));
  card.append(text('span', 'note', peer.note));
  return card;
}

function applianceCard(box: Appliance): HTMLElement {
  const card = selectable(box.id, 'appliance', `${box.name}, ${box.health}`);
  const shape = document.createElement('span');
  shape.className = 'hexagon';
  shape.append(drawIcon('brick-wall', 16), text('span', 'name', box.name), text('span', 'edge', box.edge));
  const health = text('span', box.up ? 'health up' : 'health down', box.health);
  card.append(shape, text('span', 'chain', box.chain), health);
  return card;
}

function lineLabel(line: Line): HTMLElement {
  const { flow } = line;
  const label = selectable(flow.id, `label ${flow.verdict}${flow.past ? ' past' : ''}`, `${flow.port} ${flow.words}`);
  if (flow.verdict !== 'allowed') {
    label.append(drawIcon(VERDICT_ICONS[flow.verdict], 12));
  }
  if (flow.port) {
    label.append(text('span', 'port', flow.port));
  }
  label.append(text('span', 'words', flow.words));
  label.title = `${flow.port} ${flow.words}`;
  return label;
}
