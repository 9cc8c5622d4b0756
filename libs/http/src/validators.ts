import { buildMessage, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';
import { isDay, isMonth } from '#libs/calendar';

/** Of a change: left out, the field stays as it is; `null` is a value like any other (`@IsOptional` takes both). */
export function MayBeLeftOut(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** A calendar day that exists, `YYYY-MM-DD`. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isDay',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isDay(value),
        defaultMessage: buildMessage(
          (each) => `${each}$property must be a day, YYYY-MM-DD`,
          options,
        ),
      },
    },
    options,
  );
}

/** A month, `YYYY-MM`. */
export function IsMonth(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isMonth',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isMonth(value),
        defaultMessage: buildMessage(
          (each) => `${each}$property must be a month, YYYY-MM`,
          options,
        ),
      },
    },
    options,
  );
}
