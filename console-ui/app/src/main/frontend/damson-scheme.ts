import { drawIcon } from './damson-icon';

const KEY = 'damson.scheme';

function apply(scheme: string | null) {
  document.documentElement.style.colorScheme = scheme ?? 'light dark';
}

apply(localStorage.getItem(KEY));

/** A button between dark and light; until it is pressed the machine's own wish counts. */
class DamsonScheme extends HTMLElement {
  connectedCallback() {
    if (this.childElementCount > 0) {
      return;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'round';
    button.setAttribute('aria-label', 'Dark or light');
    button.title = 'Dark or light';
    button.append(drawIcon('contrast', 17));
    button.addEventListener('click', () => this.turn());
    this.append(button);
  }

  private turn() {
    const chosen = document.documentElement.style.colorScheme;
    const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    const next = dark ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    apply(next);
  }
}

customElements.define('damson-scheme', DamsonScheme);
