/** @file The words of comparing runs in Spanish. */
import { counted } from '../../model/format.ts';
import type { CompareWords } from '../words.ts';

export const COMPARE: CompareWords = {
  reading: 'Leyendo las búsquedas.',
  budgets: {
    cells: 'Celdas',
    'multiply-adds': 'Multiplicaciones',
    time: 'Tiempo',
  },
  over: 'Según qué van los gráficos',
  unsettled: 'Aún no hay diferencias claras',
  ahead: (letters, isOne, reference) => `${letters} ${isOne ? 'supera' : 'superan'} claramente a ${reference}`,
  behind: (letters, isOne, reference) =>
    `${letters} ${isOne ? 'queda' : 'quedan'} claramente por detrás de ${reference}`,
  note: (isSeeded, reference) =>
    `Mejor celda hasta ahí, según se midió${isSeeded ? '; línea: media de las semillas, banda: de la menor a la mayor' : ''}. Discontinua: ${reference}; gris: las demás.`,
  spent: 'Multiplicaciones-sumas de entrenamiento, en ',
  best: 'mejor',
  meanBest: 'mejor en promedio',
  nothing: (name) => `${name}: nada medido.`,
  plot: (name, text, low, high) => `${name}: mejor en promedio ${text}, de ${low} a ${high} según la semilla.`,
  plotOne: (name, text) => `${name}: mejor ${text}.`,
  holds: '¿Se sostiene la mejor celda?',
  columns: {
    search: 'búsqueda',
    seeds: 'semillas',
    work: (exponent) => `multiplicaciones-sumas, 10${exponent}`,
    confirmed: 'confirmado, %',
    measured: 'mejor medida, %',
    less: (reference) => `menos ${reference}, puntos`,
    reference: 'referencia',
  },
  nothingMeasured: 'nada medido',
  compareWith: (letter) => `Comparar con ${letter}`,
  noSeed: 'ninguna semilla en común',
  oneSeed: 'una semilla',
  foot: {
    confirmed:
      'Confirmado: las mejores celdas de cada búsqueda entrenadas de nuevo con semillas nuevas, con imágenes no usadas para elegir.',
    measured:
      'Mejor medida: la más alta de muchas medidas, en parte suerte; no todas estas búsquedas han confirmado la suya.',
    deviation: '± es la desviación entre semillas.',
    paired: (comparisons) =>
      `Las diferencias se emparejan por semilla, con intervalos del 95 % ampliados para ${counted(comparisons, 'comparación', 'comparaciones')}.`,
    alone: 'Con una sola semilla, otra puede mover la diferencia: pon más en cola en “Más”.',
    images: 'También se midieron con imágenes distintas.',
  },
  differs: '¿Qué difiere?',
  same: (settings, of) => `${settings} de ${of} ajustes son iguales en todas.`,
  setting: 'ajuste',
  dataSet: 'conjunto de datos',
  device: 'dispositivo',
  images: (number) => `${counted(number, 'imagen', 'imágenes')}`,
};
