/** @file The words of drawing a cell in Spanish. */
import { count, counted, percent, points } from '../../model/format.ts';
import type { DrawWords } from '../words.ts';

export const DRAW: DrawWords = {
  open: 'Dibujar una celda',
  title: 'Dibujar una celda',
  subtitle: 'Elige entradas y operadores. ¿Puedes superar lo que el modelo sustituto elegiría a continuación?',
  close: 'Volver a las celdas',
  undo: 'Deshacer',
  redo: 'Rehacer',
  clear: 'Vaciar',
  fromBest: 'Partir de la mejor celda',
  fromThis: 'Dibujar a partir de esta celda',
  add: (block) => `Añadir bloque ${block}`,
  full: 'Una celda tiene como mucho ocho bloques.',
  remove: 'Quitar bloque',
  block: (block) => `Bloque ${block}`,
  blockInGraph: (block) => `bloque ${block}`,
  blockNote: 'dos operadores sobre dos entradas; sus salidas se suman',
  halves: ['Primera mitad', 'Segunda mitad'],
  selected: 'seleccionada',
  input: (input) => (input < 0 ? `H c−${-input}` : `bloque ${input}`),
  inputs: (half) => `Entrada de la ${half.toLowerCase()}`,
  operators: (half) => `Operador de la ${half.toLowerCase()}`,
  dashed:
    'De trazos: no está en esta búsqueda. Puedes dibujar con él, pero el modelo sustituto nunca lo ha visto y lo dice en vez de adivinar.',
  keys: 'Teclas: Tab va de mitad en mitad, 1 a 9 fijan el operador, las flechas izquierda y derecha la entrada, Supr quita el bloque, Ctrl+Z deshace.',
  graph: 'La celda; pulsar una mitad la selecciona',
  half: (operator, parameters, input, block, half) =>
    `${operator} ${count(parameters)} parámetros, de ${input}: ${half.toLowerCase()} del bloque ${block}`,
  concatenate: 'concatenar',
  handOn: 'pasar',
  side: {
    title: 'Tu celda, mientras la dibujas',
    noRun:
      'Su red se dibuja con los ajustes de la plantilla Primera prueba. Abre una búsqueda para ver lo que espera su modelo sustituto y para competir.',
    figures: { parameters: 'parámetros', work: 'multiplicaciones-sumas por imagen', blocks: 'bloques' },
    expects: 'Lo que espera el modelo sustituto',
    asking: 'Preguntando al modelo sustituto.',
    before: 'predicho, antes de entrenar',
    after: 'predicho; ha visto el resultado de esta celda',
    range: (low, high) =>
      `Cuatro de cada cinco predicciones de esta búsqueda erraron entre ${points(low)} y ${points(high)} puntos: el rango dibujado.`,
    unseen: (operators) =>
      `El modelo sustituto nunca ha visto ${operators.join(' ni ')}: sin predicción. Aun así puedes competir.`,
    trained: (number, accuracy) => `La búsqueda entrenó este diseño como celda ${number}: medido ${accuracy}.`,
    failed: (number) => `La búsqueda entrenó este diseño como celda ${number}: falló.`,
    yours: 'tu celda',
    pick: (name) => `la primera elección del modelo sustituto, ${name}`,
    sameSize: (blocks) => `celdas de ${counted(blocks, 'bloque')} de esta búsqueda, medidas`,
    overlap: 'Los rangos se solapan: el modelo sustituto no puede distinguirlas. El entrenamiento sí.',
    axis: (yours, pick) =>
      `Predicho: tu celda ${yours}${pick === undefined ? '' : `, elección del modelo sustituto ${pick}`}.`,
    cell: (number) => (number === undefined ? 'aún sin entrenar' : `celda ${number}`),
  },
  race: {
    title: 'Carrera contra la elección del modelo sustituto',
    noPick: (blocks) =>
      `El modelo sustituto no ha elegido ninguna celda de ${counted(blocks, 'bloque')} en esta búsqueda, así que no hay rival.`,
    same: 'Esta es la propia elección del modelo sustituto. Cambia algo para competir.',
    yours: 'la tuya',
    against: 'contra',
    start: (seeds, time) => `Carrera: ${count(seeds)} semillas cada una${time === undefined ? '' : `, unos ${time}`}`,
    busy: 'Hay una búsqueda en marcha. Ponla en pausa para competir.',
    note: (images) =>
      `Ambas se entrenan a la par y se evalúan con ${count(images)} imágenes con las que no se entrena ninguna. La búsqueda queda como está.`,
    stop: 'Detener la carrera',
    now: (done, of) => `${count(done)} de ${count(of)} entrenamientos hechos`,
    history: 'Tus carreras hasta ahora',
    columns: ['bloques', 'la tuya, %', 'su elección, %', 'diferencia'],
    deviation: (mean, deviation) => (deviation === undefined ? mean : `${mean} ± ${deviation}`),
    historyNote:
      '± es la desviación sobre las semillas de una celda. Tres semillas deciden poco: diferencias menores pueden ser suerte.',
    failed: 'falló',
    live: (yours, rival) =>
      yours === undefined || rival === undefined
        ? ''
        : `Tu celda ${percent(yours)}, elección del modelo sustituto ${percent(rival)}.`,
  },
};
