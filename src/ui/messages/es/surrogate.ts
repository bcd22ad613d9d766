/** @file The words of Surrogate in Spanish. */
import { count } from '../../model/format.ts';
import type { SurrogateWords } from '../words.ts';

export const SURROGATE: SurrogateWords = {
  question: '¿Ordenó bien las celdas el modelo sustituto?',
  explained:
    'Cada punto es una celda, {predicted:predicha} antes de entrenar y luego {measured:medida}; en la línea discontinua ambas coinciden. Para elegir solo importa el orden, así que la nota es la de Spearman: 1 es un orden perfecto, 0 es azar.',
  axes: 'Qué muestran los ejes',
  accuracy: 'Exactitud',
  rank: 'Puesto',
  wholeCells: 'Esta búsqueda entrena celdas enteras, para comparar con PNAS.',
  nothingYet: 'Aún no hay nada que comparar.',
  picked: (cells, lot, candidates) =>
    `${cells} elegidas${lot > 0 ? `, ${lot} sorteadas` : ''}${candidates === undefined ? '' : ` de ${count(candidates)}`}`,
  tooFew: 'muy pocas medidas para una nota',
  byLot: (sign, low, high) =>
    `: sus elegidas son ${sign > 0 ? 'mejores que las' : sign < 0 ? 'peores que las' : 'no claramente distintas de las'} sorteadas (huecas), 95 % ${low} a ${high}.`,
  pointsOf: (difference) => `${difference} puntos`,
  orderAmong: (rho, expected) =>
    `Spearman solo entre las elegidas ${rho}; cabe esperar cerca de ${expected}, pues sus predicciones difieren menos.`,
  score: (rho, interval, text) =>
    `Spearman ${rho}${interval === '' ? '' : `, intervalo del 95 % ${interval}`}${text === '' ? '' : `; ${text}`}.`,
  ceiling: (value) => `techo ${value}`,
  atMost: (value) => `como mucho ${value}`,
  plot: (level, cells, byRank) =>
    `Nivel ${level}: ${byRank ? 'puesto' : 'exactitud'} de ${cells} celdas, predicho frente a medido. Las flechas van de celda en celda.`,
  axisMeasured: (byRank) => `${byRank ? 'puesto medido' : 'medido, %'}`,
  axisPredicted: (byRank) => `${byRank ? 'puesto predicho' : 'predicho, %'}`,
  trend: {
    title: 'Nivel a nivel, frente a lo que no necesita aprender',
    note: 'Spearman entre las celdas de cada nivel, con su intervalo del 95 %.',
    lines: 'Continua: el modelo sustituto que elige. Discontinua: otros, entre ellos la celda madre y el tamaño.',
    more: 'Los sustitutos en la sombra, un ajuste, estarían al lado: la celda madre y el tamaño.',
  },
  shadows: {
    title: '¿Habría ordenado mejor otro modelo sustituto?',
    note: 'Lleno: el que elige. Hueco: sus sombras, ajustadas a las mismas celdas, que nunca eligen. Spearman sobre las celdas del nivel, con intervalos del 95 %: las elegidas se parecen, así que queda poco que ordenar.',
    panel: (level) => `Nivel ${level}, todos los sustitutos`,
    best: (name, isClear) =>
      `{strong:${name}} ${isClear ? 'fue el que mejor ordenó.' : 'va delante, pero por muy poco para decidir.'}`,
  },
  errors: {
    title: 'Dónde las predicciones fueron muy altas o muy bajas',
    note: 'Medido menos predicho, en puntos, en todas las celdas con el operador.',
    table: 'Error por operador',
    operator: 'operador',
    cells: 'celdas',
    points: 'puntos',
  },
  numbers: {
    title: 'En cifras',
    ceiling: 'El techo es la mejor nota que cabe esperar de un predictor, pues las exactitudes son en parte azar.',
    bound: (images, repeats) =>
      `Como mucho eso: solo cuenta la suerte de ${count(images)} imágenes de validación, hasta que se reentrenen ${repeats} celdas.`,
    error: 'El error es la distancia media, en puntos.',
    table: 'Notas por nivel',
    columns: ['nivel', 'ajustado con', 'Spearman', '95 %', 'techo', 'error', 'pérdida del conjunto'],
    tooFew: 'muy pocas',
  },
};
