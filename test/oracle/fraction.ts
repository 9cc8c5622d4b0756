/** Exact, so that where a half is rounded does not depend on how a machine keeps fractions. */
export class Fraction {
  static readonly zero = new Fraction(0n, 1n);

  private constructor(
    private readonly top: bigint,
    private readonly bottom: bigint,
  ) {}

  static of(top: number, bottom: number): Fraction {
    return new Fraction(BigInt(top), BigInt(bottom));
  }

  plus(other: Fraction): Fraction {
    return new Fraction(
      this.top * other.bottom + other.top * this.bottom,
      this.bottom * other.bottom,
    );
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.top * other.top, this.bottom * other.bottom);
  }

  /** To the nearest whole number, a half upwards. Not for negative ones. */
  halfUp(): number {
    return Number((2n * this.top + this.bottom) / (2n * this.bottom));
  }
}
