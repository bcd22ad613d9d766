/** @file The words of sharing a result in Spanish. */
import { count, counted, percent } from '../../model/format.ts';
import type { ShareWords } from '../words.ts';

export const SHARE: ShareWords = {
  title: 'Compartir este resultado',
  name: 'Título, si quieres',
  close: 'Cerrar',
  copy: 'Copiar enlace y titular',
  copied: 'Se copió el enlace, con su titular delante.',
  send: 'Enviar',
  embed: 'Copiar HTML para incrustarlo',
  embedCopied: 'Se copió el HTML de un marco con este resultado.',
  see: 'Ver lo que verán',
  about: (characters, isLocal, note) =>
    `${count(characters)} caracteres; ${isLocal ? 'esta página está en este ordenador o en su red, y el enlace también' : 'se abre en cualquier dispositivo'}. No se sube nada. ${note}`,
  qr: 'Código QR del enlace',
  tooLong: (most) => `Demasiado largo para un código QR, que admite ${count(most)} caracteres.`,
  save: (file) => `Guardar ${file}`,
  everything: 'Lo contiene todo.',
  result: {
    none: (cells) => `${counted(cells, 'celda entrenada', 'celdas entrenadas')}, ninguna medida`,
    measured: (accuracy, images, data, of, cells) =>
      `mejor medida ${percent(accuracy)} con ${count(images)} imágenes de ${data ?? 'la muestra de CIFAR-10'}, apartadas de ${count(of)}, tras ${counted(cells, 'celda', 'celdas')}`,
    confirmed: (accuracy, images, data, trainings, cells) =>
      `${percent(accuracy)} con ${count(images)} imágenes de ${data ?? 'la muestra de CIFAR-10'} que la búsqueda nunca vio, ${trainings === 1 ? 'entrenada una vez más' : `media de ${count(trainings)} entrenamientos`}, tras ${counted(cells, 'celda', 'celdas')}`,
  },
  headline: (sentence) => `PNAS en mi navegador: ${sentence}`,
  bestOnly: (kept, cells) => ` Contiene las ${count(kept)} mejores de ${count(cells)} celdas, sin reentrenamientos.`,
  omits: (parts, best) => `Para ser corto, el enlace omite: ${parts}.${best} run.json lo contiene todo.`,
  omitted: {
    surrogate: 'las predicciones de todas las candidatas',
    curves: 'las curvas de aprendizaje',
    durations: 'los segundos',
    waiting: 'las celdas elegidas sin entrenar',
  },
};
