/** Text that is put together up to a length; what goes beyond it need not be made. */
export class Output {
  private written = '';
  private cut = false;

  /** @param limit in UTF-16 units */
  constructor(private readonly limit: number) {}

  get text(): string {
    return this.written;
  }

  /** Whether there is more than `text` holds. */
  get isCut(): boolean {
    return this.cut;
  }

  /** How many units a piece should bring at most: one more than fit, by which the cut is noticed. */
  get room(): number {
    return this.limit - this.written.length + 1;
  }

  add(piece: string): void {
    if (this.cut) {
      return;
    }
    if (this.written.length + piece.length <= this.limit) {
      this.written += piece;

      return;
    }
    this.cut = true;
    this.written += wholeHead(piece, this.limit - this.written.length);
  }
}

/** Never half of a pair of surrogates. */
function wholeHead(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);

  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
