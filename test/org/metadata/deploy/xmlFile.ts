// Reads the XML of a deployed file into elements that know where they stand, because a deploy's messages name line and
// column. Strict: what is not well formed is refused where it breaks.

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text of an element without children, entities resolved. */
  readonly text: string;
  readonly isSelfClosed: boolean;
  readonly line: number;
  readonly column: number;
}

/** Why a file cannot be read, and where. */
export class XmlFault extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = 'XmlFault';
    this.line = line;
    this.column = column;
  }
}

const ENTITIES: Readonly<Record<string, string | undefined>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
/** What may stand between elements: declarations, instructions, comments. */
const ASIDE = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;

/** The root element. Throws XmlFault for text that is not well-formed XML. */
export function readXml(text: string): XmlElement {
  return new Reader(text.replace(/^\uFEFF/, '')).document();
}

class Reader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #counted = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlElement {
    this.#skipAsides();
    if (this.#text[this.#at] !== '<') this.#fail('Content is not allowed in prolog.');
    const root = this.#element();
    this.#skipAsides();
    if (this.#at < this.#text.length)
      this.#fail('The markup in the document following the root element must be well-formed.');
    return root;
  }

  #element(): XmlElement {
    const [line, column] = this.#place();
    this.#at += 1;
    const name = this.#take(NAME)?.[0];
    if (name === undefined)
      this.#fail('The content of elements must consist of well-formed character data or markup.');
    const attributes: Record<string, string> = {};
    for (let found = this.#take(ATTRIBUTE); found !== undefined; found = this.#take(ATTRIBUTE))
      attributes[found[1]] = this.#resolve(found[2] ?? found[3]);
    const end = this.#take(/\s*(\/?)>/y);
    if (end === undefined)
      this.#fail(`Element type "${name}" must be followed by either attribute specifications, ">" or "/>".`);
    const head = { name, attributes, line, column };
    if (end[1] === '/') return { ...head, children: [], text: '', isSelfClosed: true };
    return { ...head, ...this.#content(name), isSelfClosed: false };
  }

  #content(name: string): Pick<XmlElement, 'children' | 'text'> {
    const children: XmlElement[] = [];
    let text = '';
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      if (next < 0)
        this.#fail(`The element type "${name}" must be terminated by the matching end-tag "</${name}>".`);
      text += this.#resolve(this.#text.slice(this.#at, next));
      this.#at = next;
      const data = this.#take(/<!\[CDATA\[([\s\S]*?)\]\]>/y);
      if (data !== undefined) text += data[1];
      else if (this.#text.startsWith('</', next)) break;
      else if (this.#take(ASIDE) === undefined) children.push(this.#element());
    }
    if (this.#take(new RegExp(`</${name}\\s*>`, 'y')) === undefined)
      this.#fail(`The element type "${name}" must be terminated by the matching end-tag "</${name}>".`);
    return { children, text: children.length > 0 ? '' : text };
  }

  #resolve(text: string): string {
    if (!text.includes('&')) return text.replace(/\r\n?/g, '\n');
    return text.replace(/\r\n?/g, '\n').replace(/&([^;\s&]*;?)/g, (_, reference: string) => {
      const name = reference.endsWith(';') ? reference.slice(0, -1) : undefined;
      const number = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name ?? '');
      if (number) return String.fromCodePoint(number[1] ? parseInt(number[1], 16) : Number(number[2]));
      const known = name === undefined ? undefined : ENTITIES[name];
      if (known === undefined)
        this.#fail("The entity name must immediately follow the '&' in the entity reference.");
      return known;
    });
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #skipAsides(): void {
    while (this.#take(/\s+/y) !== undefined || this.#take(ASIDE) !== undefined);
  }

  /** Line and column of the reading position, counted on from where they were last asked for. */
  #place(): [line: number, column: number] {
    for (; this.#counted < this.#at; this.#counted += 1) {
      if (this.#text[this.#counted] !== '\n') continue;
      this.#line += 1;
      this.#lineStart = this.#counted + 1;
    }
    return [this.#line, this.#at - this.#lineStart + 1];
  }

  #fail(message: string): never {
    const [line, column] = this.#place();
    throw new XmlFault(message, line, column);
  }
}
