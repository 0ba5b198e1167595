import { css } from 'lit';

export const look = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    background-image: radial-gradient(circle, var(--damson-grid-dot) 0.8px, transparent 0.9px);
    background-size: 17px 17px;
    font: 400 13px/18px var(--aura-font-family);
    font-variant-numeric: tabular-nums;
    color: var(--damson-text);
  }
  .layer,
  .canvas {
    position: absolute;
    inset: 0;
  }
  .layer {
    pointer-events: none;
    transform-origin: 0 0;
    width: 0;
    height: 0;
    inset: 0 auto auto 0;
  }
  .layer > * {
    position: absolute;
    box-sizing: border-box;
  }
  button {
    all: unset;
    box-sizing: border-box;
    cursor: pointer;
    pointer-events: auto;
  }
  button:focus-visible {
    outline: 2px solid var(--damson-accent);
    outline-offset: 3px;
  }
  .name {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .group {
    border: 1px solid var(--damson-line-strong);
    border-radius: 14px;
    background: var(--damson-group-fill);
    padding: 10px 16px;
    white-space: nowrap;
    overflow: hidden;
  }
  .group .title {
    font-weight: 600;
  }
  .group .note {
    margin-left: 8px;
    color: var(--damson-text-2);
    font-size: 12px;
  }
  .block {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    border: 1px solid var(--damson-line-strong);
    border-radius: 10px;
    background: var(--damson-raised);
    padding: 6px 11px;
    font-size: 12px;
  }
  .block .title {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .block .count {
    color: var(--damson-text-2);
    padding-left: 6px;
  }
  .node,
  .peer {
    display: grid;
    grid-template-columns: 15px 1fr auto;
    column-gap: 6px;
    align-content: center;
    align-items: center;
    padding: 0 8px;
    border-radius: 8px;
    border: 1px solid var(--damson-line-strong);
    background: var(--damson-raised-2);
  }
  .node:hover,
  .peer:hover {
    border-color: var(--damson-text-3);
  }
  damson-icon,
  svg {
    color: var(--damson-text-2);
  }
  .edge {
    font-size: 11px;
    color: var(--damson-text-3);
  }
  .address {
    grid-column: 1 / -1;
    font: 11.5px/17px var(--damson-mono);
    color: var(--damson-text);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .node.alarmed {
    border-color: var(--damson-would-deny);
  }
  .peer {
    border-radius: 22px;
    padding: 0 14px;
    background: var(--damson-raised);
    grid-template-columns: 15px 1fr;
  }
  .peer .note {
    grid-column: 2;
    font-size: 11px;
    line-height: 15px;
    color: var(--damson-text-2);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .peer.strange {
    border-style: dashed;
  }
  .chosen {
    border-color: var(--damson-accent);
    background: var(--damson-accent-tint-solid);
    box-shadow:
      0 0 0 3px var(--damson-surface),
      0 0 0 5px var(--damson-accent);
  }
  .chosen svg {
    color: var(--damson-accent);
  }
  .appliance {
    overflow: visible;
  }
  .appliance.chosen {
    background: none;
    box-shadow: none;
  }
  .hexagon {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    clip-path: polygon(25% 0, 75% 0, 100% 50%, 75% 100%, 25% 100%, 0 50%);
    background: var(--damson-line-strong);
    isolation: isolate;
    line-height: 16px;
  }
  .hexagon::before {
    content: '';
    position: absolute;
    inset: 1px;
    z-index: -1;
    clip-path: polygon(25% 0, 75% 0, 100% 50%, 75% 100%, 25% 100%, 0 50%);
    background: var(--damson-raised-2);
  }
  .appliance.chosen .hexagon {
    background: var(--damson-accent);
  }
  .chain,
  .health {
    position: absolute;
    left: 50%;
    transform: translateX(-50%);
    white-space: nowrap;
    font-size: 12px;
    line-height: 16px;
  }
  .chain {
    top: calc(100% + 5px);
    color: var(--damson-text-2);
  }
  .health {
    top: calc(100% + 22px);
  }
  .health::before {
    content: '';
    display: inline-block;
    width: 7px;
    height: 7px;
    margin-right: 5px;
    border-radius: 50%;
    background: var(--damson-allowed);
  }
  .health.down {
    color: var(--damson-denied);
    font-weight: 600;
  }
  .health.down::before {
    background: var(--damson-denied);
  }
  .label {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 5px;
    border: 1px solid var(--damson-line-strong);
    border-radius: 10px;
    background: var(--damson-surface);
    font-size: 12px;
    line-height: 18px;
    white-space: nowrap;
  }
  .label .port {
    color: var(--damson-text-2);
  }
  .label .words {
    font-weight: 600;
  }
  .label.denied {
    border-color: var(--damson-denied);
  }
  .label.denied :is(.words, svg) {
    color: var(--damson-denied);
  }
  .label.would-deny {
    border-color: var(--damson-would-deny);
  }
  .label.would-deny :is(.words, svg) {
    color: var(--damson-would-deny);
  }
  .far .label:is(.allowed, .unknown) {
    display: none;
  }
  .label .words {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .label.past {
    opacity: 0.55;
  }
  .dim {
    opacity: 0.35;
  }
  .tools {
    position: absolute;
    top: 14px;
    right: 16px;
    display: flex;
    gap: 6px;
  }
  .tools button {
    display: grid;
    place-items: center;
    width: 28px;
    height: 28px;
    border: 1px solid var(--damson-line-strong);
    border-radius: 8px;
    background: var(--damson-raised);
  }
  .tools button:hover {
    background: var(--damson-raised-2);
  }
  @media (prefers-reduced-motion: no-preference) {
    .layer,
    .canvas {
      animation: appear 0.16s ease-out;
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  }
`;
