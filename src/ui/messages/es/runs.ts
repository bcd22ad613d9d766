/** @file The words of Runs in Spanish. */
import { count, counted } from '../../model/format.ts';
import type { RunsWords } from '../words.ts';

export const RUNS: RunsWords = {
  title: 'Búsquedas guardadas en este ordenador',
  note: 'Cada hija terminada de cada búsqueda. Abre una para verla; nada empieza solo.',
  nothingKept:
    'Esta ventana no guarda nada: su almacenamiento está desactivado, como en algunas ventanas privadas. Una búsqueda funciona igual, pero se pierde al cerrar.',
  reading: 'Leyendo la lista.',
  none: 'Ninguna aún. La primera búsqueda que inicies aparece aquí.',
  tick: 'Marca de dos a seis para compararlas; las que solo difieren en la semilla son una.',
  taken: (places, of) => `${places} de ${of} lugares ocupados.`,
  clear: 'Vaciar',
  queued: (searches) =>
    `${counted(searches, 'búsqueda espera', 'búsquedas esperan')}; la siguiente empieza cuando acaba la anterior, mientras esta página esté abierta.`,
  startNext: 'Iniciar la siguiente',
  openFile: 'Abrir un run.json o final.json',
  storage: (used, allowed) =>
    `Esta página ocupa aquí ${used} MB, imágenes incluidas; el navegador le permite ${allowed} MB.`,
  sort: 'Ordenar',
  orders: {
    newest: 'más recientes primero',
    best: 'mejores primero',
    name: 'por nombre',
    cells: 'más celdas primero',
  },
  tag: 'Etiqueta',
  all: 'todas',
  compare: (text) => `Comparar ${text}`,
  seeds: (runs, text) => `${counted(runs, 'búsqueda')}, semillas ${text}`,
  meanBest: 'mejor en promedio',
  running: 'en marcha',
  elsewhere: 'en marcha en otra pestaña',
  notFinished: 'sin terminar',
  cellsIn: (cells, time) => `${counted(cells, 'celda')} en ${time}`,
  resume: 'Reanudar',
  open: 'Abrir',
  more: 'Más',
  remove: 'Eliminar',
  deleted: (name, begun) => `${name}, del ${begun}: borrado con todos sus resultados.`,
  back: (name, begun) => `${name}, del ${begun}: de vuelta.`,
  best: 'mejor',
  bestMeasured: 'mejor medida',
  save: (file) => `Guardar ${file}`,
  name: 'Nombre',
  tags: 'Etiquetas, separadas por comas',
  enterSeeds: (most, example) => `Escribe hasta ${most} semillas separadas por comas, por ejemplo ${example}.`,
  nowQueued: (searches) =>
    `${counted(searches, 'búsqueda en cola', 'búsquedas en cola')}. Cada una empieza cuando acaba la anterior, mientras esta página esté abierta.`,
  again: 'La misma búsqueda otra vez',
  strategy: 'Estrategia',
  seedList: 'Semillas',
  queue: 'Poner en cola',
  noImages: 'Sus imágenes no están en este ordenador.',
  finals: 'Entrenamientos finales',
  networksIn: (networks, of, time) => `${count(networks)} de ${counted(of, 'red', 'redes')} en ${time}`,
  test: 'prueba',
  unreadable: {
    run: (reason) => `Una búsqueda guardada en este ordenador no se puede leer. ${reason}.`,
    data: (reason) => `Un conjunto de datos guardado en este ordenador no se puede leer. ${reason}.`,
    record: (reason, isIncident) =>
      `Un registro de esta búsqueda no se puede leer y se omite. ${reason}.${isIncident ? '' : ' Una vez eliminado se puede reanudar; con la misma semilla entrena lo mismo.'}`,
    delete: 'Eliminar',
    deleteAll: (after) => `Eliminar, con ${counted(after, 'registro posterior', 'registros posteriores')}`,
    ask: 'Quizá otra versión de esta página pueda leerlo; una vez eliminado, se pierde.',
    keep: 'Conservar',
  },
};
