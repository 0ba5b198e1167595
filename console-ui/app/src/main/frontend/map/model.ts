/** What the server sends: already grouped, bundled and worded. The map only places and draws it. */
export type Verdict = 'allowed' | 'denied' | 'would-deny' | 'unknown';

export interface Workload {
  id: string;
  name: string;
  edge: string;
  address: string;
  icon: string;
  /** A word below the card's corner when something is wrong with it, else empty. */
  alarm: string;
}

export interface Block {
  id: string;
  title: string;
  count: number;
  /** Stands below the others: its role has no place between them. */
  aside: boolean;
  workloads: Workload[];
}

export interface Group {
  id: string;
  title: string;
  note: string;
  blocks: Block[];
}

export interface Peer {
  id: string;
  name: string;
  note: string;
  known: boolean;
}

export interface Appliance {
  id: string;
  name: string;
  edge: string;
  group: string;
  /** The block to the left of it, or empty. */
  after: string;
  chain: string;
  health: string;
  up: boolean;
}

export interface Flow {
  id: string;
  from: string;
  to: string;
  /** An appliance that the flow goes through, or empty. */
  through: string;
  verdict: Verdict;
  port: string;
  words: string;
  /** Judged under a revision that is no longer in force. */
  past: boolean;
  ratePerSecond: number;
}

export interface Picture {
  groups: Group[];
  peers: Peer[];
  appliances: Appliance[];
  flows: Flow[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** One drawn line; a flow through an appliance has two, of which the first carries the label. */
export interface Line {
  id: string;
  flow: Flow;
  points: Point[];
  label: Box | null;
}

export interface Placement {
  boxes: Map<string, Box>;
  lines: Line[];
  bounds: Box;
}
