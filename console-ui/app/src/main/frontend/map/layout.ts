import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { routeRefused } from './channels';
import type { Appliance, Box, Flow, Group, Line, Picture, Placement, Point } from './model';
import * as size from './sizes';

const OPTIONS: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.spacing.nodeNodeBetweenLayers': '15',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '16',
  'elk.spacing.edgeLabel': '4',
  'elk.randomSeed': '1',
};

/** Clear line on both sides of a label. */
const LABEL_GAP = 3;
/** Room beside the hexagon for the words under it. */
const APPLIANCE_GAP = 9;

/** The same picture gives the same places: nothing here depends on time, chance or the window. */
export async function place(picture: Picture, elk: ELK): Promise<Placement> {
  const drawnByElk = picture.flows.filter((flow) => flow.verdict !== 'denied');
  const root: ElkNode = {
    id: 'root',
    layoutOptions: OPTIONS,
    children: [
      ...picture.peers.map((peer) => ({ id: peer.id, ...size.peer })),
      ...picture.groups.map((group) => groupNode(group, picture.appliances)),
      ...picture.appliances.filter((box) => !box.group).map(applianceNode),
    ],
    edges: drawnByElk.flatMap(flowEdges),
  };
  const laid = await elk.layout(root);
  const boxes = new Map<string, Box>();
  collect(laid, boxes);
  placeCards(picture, boxes);
  shrinkAppliances(picture, boxes);
  const byId = new Map(drawnByElk.flatMap((flow) => flowEdges(flow).map((edge) => [edge.id, flow] as const)));
  const lines = edgesOf(laid).flatMap((edge) => lineOf(edge, byId.get(edge.id)));
  lines.push(...routeRefused(picture, boxes));
  return { boxes, lines, bounds: boundsOf(boxes, lines) };
}

function groupNode(group: Group, appliances: Appliance[]): ElkNode {
  return {
    id: group.id,
    layoutOptions: {
      'elk.padding': `[top=${size.group.head},left=${size.group.padding},bottom=${size.group.foot},right=${size.group.padding}]`,
    },
    children: [
      ...group.blocks.map((block) => ({
        id: block.id,
        width: size.card.width + 2 * size.block.padding,
        height: size.blockHeight(block.workloads.length),
      })),
      ...appliances.filter((box) => box.group === group.id).map(applianceNode),
    ],
  };
}

/** The words under the hexagon are part of its box, so that no line runs through them. */
function applianceNode(box: Appliance): ElkNode {
  return {
    id: box.id,
    width: size.appliance.width + 2 * APPLIANCE_GAP,
    height: size.appliance.height + 2 * size.appliance.foot,
  };
}

function shrinkAppliances(picture: Picture, boxes: Map<string, Box>) {
  for (const { id } of picture.appliances) {
    const box = boxes.get(id);
    if (box) {
      boxes.set(id, {
        x: box.x + APPLIANCE_GAP,
        y: box.y + size.appliance.foot,
        width: size.appliance.width,
        height: size.appliance.height,
      });
    }
  }
}

function flowEdges(flow: Flow): ElkExtendedEdge[] {
  const words = `${flow.port} ${flow.words}`.trim();
  const labels = [
    {
      id: `${flow.id}:label`,
      text: words,
      width: size.labelWidth(words, flow.verdict !== 'allowed') + 2 * LABEL_GAP,
      height: size.label.height,
      layoutOptions: { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' },
    },
  ];
  if (flow.through) {
    return [
      { id: `${flow.id}:in`, sources: [flow.from], targets: [flow.through], labels },
      { id: `${flow.id}:out`, sources: [flow.through], targets: [flow.to] },
    ];
  }
  return [{ id: flow.id, sources: [flow.from], targets: [flow.to], labels }];
}

function collect(node: ElkNode, boxes: Map<string, Box>) {
  for (const child of node.children ?? []) {
    boxes.set(child.id, { x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 });
    collect(child, boxes);
  }
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

function edgesOf(node: ElkNode): ElkExtendedEdge[] {
  return [...((node.edges ?? []) as ElkExtendedEdge[]), ...(node.children ?? []).flatMap(edgesOf)];
}

function lineOf(edge: ElkExtendedEdge, flow: Flow | undefined): Line[] {
  const section = edge.sections?.[0];
  if (!section || !flow) {
    return [];
  }
  const points: Point[] = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  if (edge.id.endsWith(':in')) {
    points[points.length - 1] = { ...section.endPoint, x: section.endPoint.x + APPLIANCE_GAP };
  }
  if (edge.id.endsWith(':out')) {
    points[0] = { ...section.startPoint, x: section.startPoint.x - APPLIANCE_GAP };
  }
  const spot = edge.labels?.[0];
  const label = spot
    ? { x: (spot.x ?? 0) + LABEL_GAP, y: spot.y ?? 0, width: (spot.width ?? 0) - 2 * LABEL_GAP, height: spot.height ?? 0 }
    : null;
  return [{ id: edge.id, flow, points, label }];
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
