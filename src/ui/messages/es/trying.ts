/** @file The words of Try it in Spanish. */
import { count, counted } from '../../model/format.ts';
import type { TryingWords } from '../words.ts';

export const TRYING: TryingWords = {
  title: 'Probar una red entrenada',
  noWeights: 'Los pesos de esta red no están aquí. Abre su archivo: network.onnx.',
  opening: 'Abriendo la red.',
  none: 'Aún no hay ninguna red entrenada aquí. Entrena una o abre el archivo de otra: network.onnx.',
  chooseNetwork: 'Elegir network.onnx',
  cannotOpen: (file, reason) => `No se puede abrir ${file}. ${reason}.`,
  back: 'Volver al resultado',
  train: 'Entrenar una red',
  show: 'Muéstrale una imagen',
  says: (answer, sure) => `Dice ${answer}, segura al ${sure}`,
  reads: (side, words) =>
    `La red lee ${side} × ${side} píxeles y conoce ${counted(words, 'palabra', 'palabras')}. Le muestres lo que le muestres, elige una de ellas.`,
  live: 'en directo',
  stop: 'Detener',
  choose: 'Elegir',
  camera: 'Cámara',
  empty: (words, hasMore) =>
    `Suelta una imagen aquí, pega una, elige un archivo o usa la cámara. Conoce ${words}${hasMore ? ' y más' : ''}.`,
  drag: 'Arrastra el marco o sus esquinas. Suelta o pega otra imagen en cualquier lugar.',
  mirror: 'reflejar',
  frame: (side, width, height) =>
    `El cuadrado que se muestra a la red, ${side} píxeles de ${width} × ${height}. Las flechas lo mueven; más y menos cambian su tamaño.`,
  asItGets: 'Como la recibe la red',
  size: (side) => `${side} × ${side} píxeles, tres colores.`,
  pictureAsItGets: 'La imagen como la recibe la red',
  numbers: (values) => `Cada cuadrado es un píxel: ${count(values)} números son todo lo que sabe de tu imagen.`,
  pasted: 'imagen pegada',
  fromCamera: (time) => `cámara, ${time}`,
  noPicture: (name) => `${name} no es una imagen que este navegador pueda leer; usa un archivo PNG, JPEG o WebP.`,
  refusals: {
    notAllowed: 'No se permitió la cámara. Permítela junto a la dirección de la página o elige una imagen.',
    forbidden: 'Esta página no puede usar la cámara. Elige una imagen.',
    none: 'Aquí no hay cámara. Elige una imagen.',
    inUse: 'Otro programa está usando la cámara.',
    insecure: 'Los navegadores solo dan la cámara a páginas seguras (https). Elige una imagen.',
    other: (reason) => `No se puede usar la cámara: ${reason}`,
    notShown: (reason) => `No se puede mostrar la cámara: ${reason}`,
  },
  itsAnswer: 'Qué dice la red',
  answerToCome: 'Aquí aparece su respuesta.',
  looking: 'Está mirando.',
  believes: 'Qué cree',
  took: (ms) => `${ms} ms en el procesador`,
  byProbability: 'Clases por probabilidad',
  worth: (sure, right, images) =>
    `Cuando estaba segura al ${sure} más o menos, acertó en el ${right} de ${count(images)} imágenes de prueba. Tu imagen puede ser distinta: confía menos en la respuesta.`,
  trained: 'Red entrenada',
  rightOn: (share, images) => `Acierta en el ${share} de ${count(images)} imágenes de prueba`,
  detail: (repeats, filters, seed, when, data) =>
    `N ${repeats}, F ${filters}, semilla ${seed}, entrenada${when === '' ? '' : ` el ${when}`} con ${data}`,
  openAnother: 'Abrir otro modelo',
  seen: 'Ya mostradas',
  seenNote: 'se conservan hasta cerrar la página y nunca se envían',
  unsure: (name) => `${name}, insegura`,
  saw: {
    title: 'Qué vio',
    measure: 'Medirlo',
    about: (squares, name) =>
      `Tapa uno a uno ${squares} cuadrados de la imagen y vuelve a preguntar: donde baja ${name}, estaba mirando.`,
    map: (name) => `Dónde bajó ${name} al tapar un cuadrado`,
    how: (name) => `Se tapó cada cuadrado y se volvió a clasificar la imagen: cuanto más oscuro, más bajó ${name}.`,
    soFar: (done, of) => `${done} de ${of} cuadrados`,
    points: (figure) => `${figure} puntos`,
    none: 'Ningún cuadrado importaba por sí solo.',
    covered: (place, figure) => `${place} tapado: {measured:${figure}}`,
    places: [
      ['Arriba a la izquierda', 'Arriba en el centro', 'Arriba a la derecha'],
      ['En medio a la izquierda', 'El centro', 'En medio a la derecha'],
      ['Abajo a la izquierda', 'Abajo en el centro', 'Abajo a la derecha'],
    ],
  },
};
