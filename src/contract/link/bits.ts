/**
 * @file Numbers as bits, most significant first: the alphabet of the result link. Every value has one encoding, so that
 * equal runs give equal links; what could be written in two ways is refused when read.
 */

/** Bits that hold every whole number below `values`; 0 where there is only one. */
export function widthOf(values: number): number {
  return Math.ceil(Math.log2(values));
}

/** Bits of a minifloat's mantissa: a value read back differs by at most 1 part in 64. */
const MANTISSA = 5;
/** Largest exponent of a minifloat: values up to 63 * 2^30. */
const MAX_EXPONENT = 31;
const MINIFLOAT_BITS = 10;

/** Appends values; {@link bytes} ends with zero bits up to a whole byte. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #free = 0; // bits of the last byte not yet used

  /** A whole number of `width` bits, 0 to 53. */
  uint(value: number, width: number): void {
    for (let left = width; left > 0;) {
      if (this.#free === 0) {
        this.#bytes.push(0);
        this.#free = 8;
      }
      const taken = Math.min(left, this.#free);
      const part = Math.floor(value / 2 ** (left - taken)) % 2 ** taken;
      this.#bytes[this.#bytes.length - 1]! |= part << (this.#free - taken);
      this.#free -= taken;
      left -= taken;
    }
  }

  flag(value: boolean): void {
    this.uint(value ? 1 : 0, 1);
  }

  /** A whole number below 2^53, small ones short: groups of 4 bits, least significant first, each after a bit that is 1 where more follow. */
  count(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`run: must have whole numbers here; got ${value}`);
    for (let rest = value; ; rest = Math.floor(rest / 16)) {
      this.flag(rest >= 16);
      this.uint(rest % 16, 4);
      if (rest < 16) return;
    }
  }

  /** IEEE 754, big endian. */
  float(value: number, bits: 32 | 64): void {
    const view = new DataView(new ArrayBuffer(8));
    if (bits === 32)
      view.setFloat32(0, value + 0); // -0 is 0
    else view.setFloat64(0, value + 0);
    for (let i = 0; i < bits / 8; i++) this.uint(view.getUint8(i), 8);
  }

  /** A whole number from 0 to about 10^10, to 1 part in 64: 5 bits of exponent e, 5 of mantissa m; m if e = 0, else (32 + m) 2^(e-1). */
  minifloat(value: number): void {
    if (!(value >= 0)) throw new RangeError(`run: durations must be at least 0; got ${value}`);
    const held = Math.min(value, 63 * 2 ** (MAX_EXPONENT - 1));
    let exponent = 0;
    while (Math.round(held / 2 ** exponent) >= 2 ** (MANTISSA + 1)) exponent++;
    const mantissa = Math.round(held / 2 ** exponent);
    this.uint(mantissa < 2 ** MANTISSA ? mantissa : exponent * 2 ** MANTISSA + mantissa, MINIFLOAT_BITS);
  }

  /** UTF-8: a count of bytes, then the bytes. */
  text(value: string): void {
    const bytes = utf8Bytes(value);
    this.count(bytes.length);
    for (const byte of bytes) this.uint(byte, 8);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what {@link BitWriter} wrote; every reader throws a RangeError that begins with {@link place}. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #firstCharacter: number;
  #at = 0; // the next bit

  /** @param firstCharacter the character of the link, from 1, that holds the first bits. */
  constructor(bytes: Uint8Array, firstCharacter: number) {
    this.#bytes = bytes;
    this.#firstCharacter = firstCharacter;
  }

  /** Where it reads, for messages: `link, character 17`. */
  get place(): string {
    return `link, character ${this.#firstCharacter + Math.floor(this.#at / 6)}`;
  }

  uint(width: number): number {
    if (this.#at + width > 8 * this.#bytes.length)
      throw new RangeError(`${this.place}: more must follow; it ends here`);
    let value = 0;
    for (let left = width; left > 0;) {
      const taken = Math.min(left, 8 - (this.#at % 8));
      const byte = this.#bytes[this.#at >> 3]!;
      value = value * 2 ** taken + ((byte >> (8 - (this.#at % 8) - taken)) & (2 ** taken - 1));
      this.#at += taken;
      left -= taken;
    }
    return value;
  }

  /** A whole number of `width` bits below `values`. @throws naming `what`. */
  below(values: number, what: string, width = widthOf(values)): number {
    const { place } = this;
    const value = this.uint(width);
    if (value >= values) throw new RangeError(`${place}: ${what} must be below ${values}; got ${value}`);
    return value;
  }

  flag(): boolean {
    return this.uint(1) === 1;
  }

  /** A count, at most `most`. @throws naming `what`. */
  count(most: number, what: string): number {
    const { place } = this;
    let value = 0;
    for (let scale = 1; ; scale *= 16) {
      const more = this.flag();
      const group = this.uint(4);
      value += group * scale;
      if (value > most) throw new RangeError(`${place}: ${what} must be at most ${most}; got ${value} or more`);
      if (more) continue;
      if (group === 0 && scale > 1) throw new RangeError(`${place}: ${what} must be written without leading zeros`);
      return value;
    }
  }

  /** A finite number. @throws naming `what`. */
  float(bits: 32 | 64, what: string): number {
    const { place } = this;
    const view = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < bits / 8; i++) view.setUint8(i, this.uint(8));
    const value = bits === 32 ? view.getFloat32(0) : view.getFloat64(0);
    if (!Number.isFinite(value) || Object.is(value, -0))
      throw new RangeError(`${place}: ${what} must be a number, 0 without a sign; got ${value}`);
    return value;
  }

  minifloat(): number {
    const code = this.uint(MINIFLOAT_BITS);
    const exponent = code >> MANTISSA;
    const mantissa = code % 2 ** MANTISSA;
    return exponent === 0 ? mantissa : (2 ** MANTISSA + mantissa) * 2 ** (exponent - 1);
  }

  text(mostBytes: number, what: string): string {
    const length = this.count(mostBytes, what);
    const { place } = this;
    const bytes = Uint8Array.from({ length }, () => this.uint(8));
    const text = utf8Text(bytes);
    if (text === undefined) throw new RangeError(`${place}: ${what} must be UTF-8`);
    return text;
  }

  /** @throws unless nothing but the zero bits of the last byte is left. */
  end(): void {
    const { place } = this;
    const left = 8 * this.#bytes.length - this.#at;
    if (left >= 8 || this.uint(left) !== 0) throw new RangeError(`${place}: it must end here; ${left} bits follow`);
  }
}

/** Refuses what the writer writes in another way: a run has one link. @param what names it. */
export function requireOneForm(isWritersForm: boolean, place: string, what: string): void {
  if (!isWritersForm) throw new RangeError(`${place}: ${what} must be written in its one form; got another`);
}

/** CRC-32 (IEEE 802.3, reflected, as in zip and PNG). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The text's UTF-8 bytes; a lone surrogate becomes U+FFFD. (TextEncoder is not part of the language.) */
function utf8Bytes(text: string): number[] {
  const pieces = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).match(/%..|./g) ?? [];
  return pieces.map((piece) => (piece.length === 3 ? Number.parseInt(piece.slice(1), 16) : piece.charCodeAt(0)));
}

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decodeURIComponent([...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}
