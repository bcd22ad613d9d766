/** @file What stands above a screen after something was done or has failed, in Spanish. */
import { count, counted } from '../../model/format.ts';
import type { NoticesWords } from '../words.ts';

export const NOTICES: NoticesWords = {
  imagesStored: (images) => `${counted(images, 'imagen guardada', 'imágenes guardadas')} en este equipo.`,
  testLeftOut: 'El lote de prueba se dejó fuera: no se debe buscar con él.',
  imagesDeleted: 'Las imágenes se han borrado. Las búsquedas hechas con ellas se pueden seguir mirando.',
  imagesMissing: (images, name) =>
    `Las imágenes de esta búsqueda, ${count(images)} de ${name}, no están en este equipo. Impórtalas en Nueva búsqueda y luego reanúdala.`,
  searchRuns: 'Hay una búsqueda en marcha. Páusala o detenla primero; no se pierde nada.',
  paused: 'En pausa. Cada hija terminada se conserva; reanuda cuando quieras, también mañana.',
  stopped: (children) =>
    `Detenida. ${children === 1 ? 'La única hija entrenada se conserva' : `Las ${count(children)} hijas entrenadas se conservan`}; Reanudar sigue desde ahí.`,
  failed: (reason) => `La búsqueda se ha detenido. ${reason} Todo lo medido se conserva.`,
  crashed: (reason) => `${reason}. Todo lo medido se conserva.`,
  copyKept: 'Una copia de esta búsqueda queda guardada aquí.',
  notKept: 'Esta búsqueda sigue aquí hasta que se cierre la ventana.',
  canResume: 'Reanudar sigue desde donde está.',
  finalPaused: 'En pausa. Todo hasta el último paso se conserva; reanuda cuando quieras.',
  finalFailed: (reason) => `El entrenamiento se ha detenido. ${reason}. Lo entrenado hasta ahora se conserva.`,
  settingsCopied: 'Se copió el enlace. Rellena estos ajustes y no inicia nada.',
  noCopying: 'El navegador no permitió copiar. El texto es:',
  badSettings: (mistake) => `Este enlace tiene un error: ${mistake}. Los ajustes mostrados no son los del enlace.`,
  badCell: (reason) => `Esta celda no se puede dibujar aquí. ${reason}.`,
  noScreen: (reason) => `No se pudo cargar esta pantalla. ${reason}. Vuelve a cargar la página cuando haya conexión.`,
  refused: {
    operators: 'Elige al menos un operador.',
    heldOut: 'Se puede apartar como máximo la mitad de las imágenes.',
    number: (example) => `Escribe un número, por ejemplo ${example}.`,
    range: (range) => `Escribe un número de ${range}.`,
  },
};
