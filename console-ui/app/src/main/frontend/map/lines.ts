import type { Core, ElementDefinition, StylesheetJson } from 'cytoscape';
import type { Line, Point, Verdict } from './model';

/** Width of an allowed line by its rate, as the design has it. */
export function lineWidth(verdict: Verdict, ratePerSecond: number): number {
  switch (verdict) {
    case 'allowed':
      return Math.min(6, 1.5 + Math.max(0, Math.log10(Math.max(ratePerSecond, 1))) * 1.4);
    case 'denied':
      return Math.min(3, 1.8 + Math.max(0, Math.log10(Math.max(ratePerSecond, 1))) * 0.6);
    case 'would-deny':
      return 3;
    case 'unknown':
      return 1.8;
  }
}

/** Each line gets two invisible ends of its own, so that it runs exactly where the layout put it. */
export function lineElements(line: Line): ElementDefinition[] {
  const first = line.points[0]!;
  const last = line.points[line.points.length - 1]!;
  const ends = [
    { data: { id: `${line.id}>a` }, position: { ...first } },
    { data: { id: `${line.id}>b` }, position: { ...last } },
  ];
  const bends = line.points.slice(1, -1).filter((point, index, all) => !same(point, all[index - 1] ?? first));
  const edge: ElementDefinition = {
    data: {
      id: line.id,
      flow: line.flow.id,
      source: `${line.id}>a`,
      target: `${line.id}>b`,
      width: lineWidth(line.flow.verdict, line.flow.ratePerSecond),
      ...bendData(first, last, bends),
    },
    classes: `${line.flow.verdict}${bends.length > 0 ? ' bent' : ''}${line.id.endsWith(':in') ? ' onward' : ''}${line.flow.past ? ' past' : ''}`,
  };
  return [...ends, edge];
}

function same(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5;
}

function bendData(start: Point, end: Point, bends: Point[]) {
  const dx = end.x - start.x;
  const dy = end.y - start.y;
  const squared = Math.max(1, dx * dx + dy * dy);
  const length = Math.sqrt(squared);
  return {
    weights: bends.map((bend) => ((bend.x - start.x) * dx + (bend.y - start.y) * dy) / squared),
    distances: bends.map((bend) => (-(bend.x - start.x) * dy + (bend.y - start.y) * dx) / length),
    radii: bends.map(() => 16),
  };
}

/** cytoscape reads neither oklch() nor custom properties: colours come resolved from the element's own style. */
export function stylesheet(colour: (token: string) => string): StylesheetJson {
  const line = (token: string) => ({ 'line-color': colour(token), 'target-arrow-color': colour(token) });
  return [
    { selector: 'node', style: { width: 1, height: 1, opacity: 0, events: 'no' } },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'curve-style': 'straight',
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        'source-endpoint': '0 0',
        'target-endpoint': '0 0',
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'edge.bent',
      style: {
        'curve-style': 'round-segments',
        'edge-distances': 'endpoints',
        'segment-weights': 'data(weights)',
        'segment-distances': 'data(distances)',
        'segment-radii': 'data(radii)',
        'radius-type': 'arc-radius',
      } as never,
    },
    { selector: 'edge.allowed', style: line('--damson-allowed-line') },
    {
      selector: 'edge.denied',
      style: { ...line('--damson-denied'), 'line-style': 'dashed', 'line-dash-pattern': [8, 5], 'z-index': 9 },
    },
    {
      selector: 'edge.would-deny',
      style: {
        ...line('--damson-would-deny'),
        'line-style': 'dashed',
        'line-dash-pattern': [0.1, 6],
        'line-cap': 'round',
        'z-index': 8,
      },
    },
    {
      selector: 'edge.unknown',
      style: { ...line('--damson-unknown'), 'line-style': 'dashed', 'line-dash-pattern': [2, 7] },
    },
    { selector: 'edge.past', style: { opacity: 0.35 } },
    { selector: 'edge.dim', style: { opacity: 0.25 } },
    { selector: 'edge.chosen', style: { 'underlay-color': colour('--damson-accent'), 'underlay-opacity': 0.35, 'underlay-padding': 4 } },
  ] as StylesheetJson;
}

export function drawLines(cy: Core, lines: Line[]) {
  cy.batch(() => {
    cy.elements().remove();
    cy.add(lines.flatMap(lineElements));
  });
}
