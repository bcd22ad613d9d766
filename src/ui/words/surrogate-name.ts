/** @file What surrogates are called, apart from other names since the first screen needs none of them. */
import type { SurrogateName } from '../../contract/config.ts';
import { details } from '../messages/details.ts';

/** As in the form. */
export const surrogateName = (surrogate: SurrogateName): string => details.value.rows.surrogate.choices[surrogate].name;
