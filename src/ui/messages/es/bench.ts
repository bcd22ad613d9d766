/** @file The words of Device in Spanish. */
import { count } from '../../model/format.ts';
import type { BenchWords } from '../words.ts';

export const BENCH: BenchWords = {
  title: '¿Qué rapidez tiene este dispositivo?',
  note: 'En menos de un minuto esta página mide lo rápido que copia, multiplica y entrena dos redes, las mismas también con TensorFlow.js estándar. No se envía nada.',
  others: 'Otros dispositivos',
  stop: 'Detener',
  measure: 'Medir',
  measureAgain: 'Medir otra vez',
  busy: 'Hay una búsqueda en marcha: páusala para medir.',
  opening: 'Se está abriendo el dispositivo.',
  figures: {
    images: 'imágenes/s, hija del artículo',
    step: (images) => `un paso de ${images} imágenes`,
    copy: 'copia, lectura y escritura',
    product: 'mejor producto de matrices',
    reached: 'de ello al entrenar',
  },
  beside: 'Junto a otros dispositivos',
  fromLinks: 'De enlaces compartidos: lo que informaron los navegadores de sus dueños, sin comprobar.',
  columns: {
    device: 'dispositivo',
    paper: 'hija del artículo, ms',
    titu1994: 'la de titu1994',
  },
  discs: 'Discos: escala log, a la izquierda más rápido. Lleno: medido aquí. Hueco: según un enlace.',
  thisDevice: (where) => `este dispositivo, ${where}`,
  aLink: 'Un enlace con #bench=',
  paste: 'Pega un enlace #bench=',
  add: 'Añadir',
  searches: 'Búsquedas en este dispositivo',
  estimated: 'estimado según esta medición',
  notKnown: 'aún desconocido',
  share: 'Compartir este resultado',
  shareNote:
    'El enlace contiene las cifras, el dispositivo y el navegador según informan, el día y la versión. Nada más, y nadie lo recibe si no lo envías.',
  shareName: 'Dispositivo, según informa; los navegadores ocultan muchos nombres',
  theLink: 'El enlace',
  copyLink: 'Copiar enlace',
  copied: 'Se copió el enlace.',
  characters: (number) => `${count(number)} caracteres`,
};
