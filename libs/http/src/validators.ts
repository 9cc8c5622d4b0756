import { buildMessage, Matches, ValidateBy, ValidateIf } from 'class-validator';
import { isDay, isMonth } from '#libs/calendar';

/** Of a change: left out, the field stays as it is; `null` is a value like any other (`@IsOptional` takes both). */
export function MayBeLeftOut(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

function textThat(
  name: string,
  isSound: (text: string) => boolean,
  must: string,
): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isSound(value),
      defaultMessage: buildMessage((each) => `${each}$property must be ${must}`),
    },
  });
}

/** Text that prints on one line: no control characters, no space at its ends, not blank. */
export function IsOneLine(): PropertyDecorator {
  return Matches(/^(?!\s)[^\p{C}]+(?<!\s)$/u);
}

/** A calendar day that exists, `YYYY-MM-DD`. */
export function IsDay(): PropertyDecorator {
  return textThat('isDay', isDay, 'a day, YYYY-MM-DD');
}

/** A month, `YYYY-MM`. */
export function IsMonth(): PropertyDecorator {
  return textThat('isMonth', isMonth, 'a month, YYYY-MM');
}
