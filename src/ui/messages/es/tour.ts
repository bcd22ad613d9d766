/** @file The words of the tour in Spanish. */
import { areLevel, count, counted, decimal, hundredths, percent, points, pointsApart } from '../../model/format.ts';
import type { TourWords } from '../words.ts';

/** Of cells and seeds, both feminine. */
const NUMBERS = 'ninguna una dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' ');

/** Small numbers as words. */
function inWords(value: number, isFirst = false): string {
  const word = NUMBERS[value] ?? count(value);
  return isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

const cellName = (number: number): string => `celda ${number}`;

const lanes: TourWords['lanes'] = {
  pnas: 'PNAS',
  random: 'azar',
  shuffled: 'barajado',
  evolution: 'evolución',
  'local-search': 'búsqueda local',
  bananas: 'BANANAS',
};

export const TOUR: TourWords = {
  name: 'Cómo crece una búsqueda',
  stepOf: (at, of) => `${at} de ${of}`,
  back: 'Atrás',
  next: (title) => `Sigue: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  beforeYouGoOn: 'Antes de seguir',
  showAnswer: 'Mostrar una respuesta',
  opening: 'Abriendo la búsqueda grabada.',
  noRecording: (reason) => `La búsqueda grabada no se puede mostrar. ${reason}.`,
  noLesson:
    'La búsqueda grabada no tiene un segundo nivel cuyas celdas haya elegido un modelo sustituto, así que no hay nada que contar.',
  cellName,
  titles: {
    cell: '¿Qué estamos buscando?',
    simple: 'Entrenar las más simples',
    learn: 'Un modelo pequeño aprende de los resultados',
    grow: 'Cada celda crece un bloque',
    game: 'Tú contra el modelo sustituto',
    picked: 'Lo que eligió',
    again: 'Y otra vez, un bloque más',
    worth: '¿Valió la pena?',
  },
  steps: {
    cell: ({ operators, lookback, cells }) => ({
      text: [
        'Una red neuronal para imágenes es una pila de un mismo diseño pequeño, la {strong:celda}, repetido. Una celda está hecha de bloques: dos operadores, cada uno de los cuales lee una salida anterior, y su suma.',
        `${counted(operators, 'operador', 'operadores')} y ${counted(lookback, 'salida anterior', 'salidas anteriores')} que leer dan ${count(cells)} celdas distintas de un bloque. {screen:Pulsa un cuadrado para ver su celda.}`,
      ],
      question: '¿Por qué buscar una celda pequeña y no una red entera?',
      answer:
        'Hay muchas menos celdas que redes, y una celda encontrada en una pila pequeña puede apilarse después más profunda y más ancha.',
    }),
    simple: ({ cells, epochs, images }) => ({
      text: [
        `Las ${count(cells)} celdas de un bloque se entrenan todas, cada una desde cero, durante ${counted(epochs, 'época')}. Van primero porque son pocas y rápidas de entrenar, y las mayores se hacen de las mismas partes: lo que ayuda aquí es una pista para aquellas. {screen:Cada disco es una de ellas; más a la derecha es mejor.}`,
        `La exactitud {measured:medida} es la parte que acierta de ${count(images)} imágenes, ninguna de las cuales se usó para entrenar. {screen:Toca un disco o un cuadrado: son las mismas celdas.}`,
      ],
      question: '¿Por qué probar con imágenes con las que no se entrenó?',
      answer:
        'Una red puede aprenderse de memoria sus imágenes de entrenamiento. Solo las que nunca ha visto dicen qué ha entendido.',
    }),
    learn: ({ cells }) => ({
      text: [
        `El {predicted:modelo sustituto} es un modelo pequeño que lee el diseño de una celda y predice su exactitud. Ha visto ${count(cells)} diseños con sus resultados; aprender de ellos lleva segundos.`,
        '{screen:Cada operador está en la exactitud media de las celdas que lo tienen. Elige una celda mayor para ver qué predice de ella el modelo sustituto.}',
      ],
      question: '¿Qué podría notar el modelo sustituto en estos resultados?',
      answer: 'Por ejemplo, qué operadores aparecen en las mejores celdas, qué entradas ayudan y qué pares.',
    }),
    grow: ({ parents, blocks, duplicates, candidates, kept }) => ({
      text: [
        `${count(parents)} celdas × ${count(blocks)} bloques nuevos dan ${count(parents * blocks)} celdas mayores. ${count(duplicates)} de ellas tienen el mismo diseño que otra y se tachan: quedan {strong:${count(candidates)}}, demasiadas para entrenarlas.`,
        `El {predicted:modelo sustituto} las predice todas en segundos, y solo se eligen las ${count(kept)} que prefiere. {screen:Toca un cuadrado para ver qué es.}`,
      ],
      question: 'Las exactitudes que predice pueden ser todas falsas, con tal de que su orden sea correcto. ¿Por qué?',
      answer:
        'Solo se eligen las mejores. Si cada predicción fuera demasiado alta en la misma medida, se elegirían las mismas celdas.',
    }),
    again: ({ blocks, means }) => ({
      text: [
        `El modelo sustituto aprende de todo lo medido hasta ahora, las celdas recién entrenadas crecen un bloque más y el ciclo sigue hasta ${counted(blocks, 'bloque')}. {screen:Cada disco deja su predicción por lo que se midió.}`,
        `Exactitud media, sin las celdas sorteadas: ${means}. Las celdas mayores pueden ser mejores por sí mismas, así que esto aún no muestra que elegir ayudara.`,
        'Esto es Progressive Neural Architecture Search: de lo simple a lo complejo, con una guía.',
      ],
      question: '¿Por qué no empezar por las celdas más grandes?',
      answer:
        'Son demasiadas y aún no se sabe nada. Las pequeñas se entrenan antes y enseñan al modelo sustituto qué buscar.',
    }),
  },
  lanes,
  game: {
    text: {
      probes: (cells, left, first) =>
        `De las ${count(left)} celdas de dos bloques que el {predicted:modelo sustituto} no eligió se sortearon ${inWords(cells)}, que fueron entrenadas. Sabes lo que él sabía: los resultados de las ${count(first)} celdas de un bloque. ¿Cuáles fueron las tres mejores?`,
      picked: (cells, first) =>
        `Estas son ${inWords(cells)} de las celdas de dos bloques que eligió el {predicted:modelo sustituto}, y se entrenaron. Sabes lo que él sabía: los resultados de las ${count(first)} celdas de un bloque. ¿Cuáles fueron las tres mejores?`,
    },
    pickedNote:
      'Esta búsqueda no entrenó celdas sorteadas, así que estas son elegidas, todas cerca de la cima: más difíciles de ordenar que una muestra justa, para ti y para él.',
    inputs:
      'Bajo cada operador está lo que lee: −1 la celda anterior, −2 la anterior a esa, 0 el primer bloque de esta celda.',
    group: 'Elige tres celdas',
    chosen: (number) => `${number} de 3 elegidas.`,
    free: 'Pulsa una otra vez para soltarla.',
    full: 'Ya hay tres elegidas. Pulsa antes una de ellas para soltarla.',
    more: (left) => (left === 1 ? 'Elige una más' : `Elige ${inWords(left)} más`),
    reveal: 'Mostrar lo que pasó',
    skip: '¿Sin ganas de adivinar?',
    skipButton: 'Mostrarlo sin adivinar',
    again: 'Adivinar otra vez',
    next: 'Sigue: lo que eligió',
    noGame: 'Esta búsqueda tiene muy pocas celdas medidas de dos bloques para un juego.',
    failed: (numbers) => `Falló su entrenamiento y no entran en el juego: ${numbers.map(cellName).join(', ')}.`,
    heading: (surrogate, reader) => {
      const found = (hits: number): string => (hits === 3 ? 'las tres' : inWords(hits));
      const its = `El modelo sustituto: ${found(surrogate)}`;
      if (reader === undefined) return `${its} de las tres mejores`;
      if (reader === surrogate) return `Empate: ${found(reader)} de las tres mejores`;
      return reader > surrogate
        ? `Tú: ${found(reader)}; el modelo sustituto: ${found(surrogate)}`
        : `${its}; tú: ${found(reader)}`;
    },
    meaning: {
      picked: 'Todas estaban ya cerca de la cima; si elegirlas fue mejor que el azar, solo lo dirían celdas sorteadas.',
      ordered:
        'Solo con celdas de un bloque puso otras mayores casi en el orden correcto: por eso las celdas simples van primero.',
      better: 'Sus tres fueron mejores que tres sorteadas en promedio, aunque ordenó mal las demás.',
      chance: 'Aquí sus tres no fueron mejores que tres sorteadas en promedio.',
    },
    certainty: {
      lucky: (hits, chance) =>
        `Una ronda de tres podría ser suerte: tres al azar encuentran al menos ${inWords(hits)} en el ${percent(chance, 0)} de las rondas.`,
      none: 'Una ronda de tres decide poco.',
      luck: (training, images, shown) =>
        `Aquí una exactitud es en parte suerte (desviaciones típicas): ±${training} puntos de un entrenamiento de una celda al siguiente, ±${images} según con qué ${count(shown)} imágenes se mide.`,
      luckOfImages: (images, shown) =>
        `Aquí una exactitud es en parte suerte: ±${images} puntos (desviación típica) solo según con qué ${count(shown)} imágenes se mide.`,
      order: (cells, rho, low, high) =>
        `Sobre las ${inWords(cells)}, su orden obtiene ${decimal(rho, 2)} (intervalo del 95 % de ${decimal(low, 2)} a ${decimal(high, 2)}), donde 1 es perfecto y 0 es azar.`,
      noOrder: 'Hay muy pocas celdas para puntuar un orden.',
    },
    stageBefore: 'Un mismo eje de exactitud para lo conocido y lo que viene',
    stageAfter: (cells) => `Las ${inWords(cells)}, en el orden en que las habría probado el modelo sustituto`,
    firstLevel: (cells) => `${count(cells)} celdas de un bloque, todas medidas`,
    operatorMean: 'Media con este operador',
    waiting: 'en espera',
    hint: ['Una pista compartida', 'El modelo sustituto ha visto estas y nada más. Toca un disco para ver su celda.'],
    wait: ['¿Dónde caerán?', 'Esperan junto al eje: cualquier lugar en él sería ya una respuesta.'],
    covered: [
      'Sus predicciones están hechas',
      'El modelo sustituto las ha ordenado. Su orden queda tapado hasta que muestres el tuyo.',
    ],
    legend: 'Dos marcas por fila',
    legendPredicted: 'lo que predijo',
    legendMeasured: 'lo que se midió',
    legendBest: 'las tres mejores',
    cell: 'celda',
    marks: 'predicho y medido en el eje',
    you: 'tú',
    its: 'sus 3',
    moved: 'Cada disco fue de lo {predicted:predicho} a lo {measured:medido}. La distancia es el error.',
    columns: ['de las 3 mejores', 'media, %', 'sobre el azar'],
    rows: { reader: 'Tú', surrogate: 'Sustituto', lot: 'Azar' },
    sure: '¿Qué tan seguro es?',
  },
  picked: {
    error: (kept, candidates, off) =>
      `Las ${count(kept)} elegidas por el modelo sustituto, el ${percent(kept / Math.max(1, candidates), 1)} de todas las candidatas, se entrenaron. {screen:Cada disco va de lo predicho a lo medido.} El error medio fue de ${hundredths(off)} puntos.`,
    against: (picks, probes, gain, low, high) =>
      `{strong:¿Mejor que el azar?} Las elegidas alcanzaron ${percent(picks, 2)} en promedio, las sorteadas ${percent(probes, 2)}: ${points(gain)} puntos (intervalo del 95 % de ${points(low)} a ${points(high)}).`,
    picking: {
      above: 'Así que elegir por predicción ayudó.',
      below: 'Así que aquí elegir por predicción perjudicó.',
      close: 'Con una sola búsqueda no se puede decidir.',
    },
    noProbes: 'Esta búsqueda no puede decir si elegir es mejor que el azar: no entrenó al lado celdas sorteadas.',
    orderOfProbes: (rho, low, high, cells) =>
      `Su orden de las ${count(cells)} celdas sorteadas obtiene ${decimal(rho, 2)} (de ${decimal(low, 2)} a ${decimal(high, 2)}) en la correlación de rangos de Spearman: 1 es perfecto, 0 es azar.`,
    orderOfPicks: (rho, low, high) =>
      `Solo entre las elegidas obtiene ${decimal(rho, 2)} (de ${decimal(low, 2)} a ${decimal(high, 2)}): según la predicción todas estaban cerca de la cima, así que queda poco que ordenar.`,
    question: 'Si no sabe ordenar las celdas que eligió, ¿no sirve de nada?',
    answer: (left, isTold) =>
      `No por eso: su tarea era distinguirlas de las ${count(left)} que descartó. ${isTold ? 'Si lo logró, lo dicen las celdas sorteadas, una muestra justa de esas; las elegidas no pueden decirlo.' : 'Si lo logró, solo podrían decirlo celdas sorteadas, y esta búsqueda no tiene ninguna.'}`,
  },
  worth: {
    confirmed: (mean, seeds, digits) =>
      `La mejor celda alcanzó {strong:${percent(mean, digits)}}, la media de ${counted(seeds, 'nuevo entrenamiento', 'nuevos entrenamientos')} evaluados con imágenes que la búsqueda nunca vio.`,
    luck: (highest, again, digits) =>
      `La medida más alta fue ${percent(highest, digits)}; entrenada de nuevo, esa celda alcanzó ${percent(again, digits)}. ${
        again < highest ? 'La más alta de muchas medidas es en parte suerte.' : 'Esta vez no fue suerte.'
      }`,
    measured: (best, level, noise, digits) =>
      `La mejor celda medida alcanzó ${percent(best, digits)}, en el nivel ${level}; dos celdas a menos de ${noise} puntos pueden diferir solo por suerte.`,
    scale: 'Son redes diminutas con pocas imágenes. No las compares con resultados publicados de CIFAR-10.',
    noRace:
      'Una respuesta justa necesita que el azar gaste el mismo presupuesto, varias veces. Esta grabación no tiene tales gemelas.',
    question: '¿Quién iría por delante con una décima parte del presupuesto?',
    answer:
      'Probablemente la búsqueda aleatoria: los primeros niveles pagan lo que aprende el modelo sustituto, y ella entrena celdas grandes desde el principio.',
    control: '¿Cómo averiguarías si el modelo sustituto valió la pena?',
    controlAnswer:
      'Buscar al azar con el mismo presupuesto, varias veces cada una, y comparar las mejores celdas, entrenadas de nuevo.',
  },
  stage: {
    firstGrid: 'Todas las celdas de un bloque',
    firstGridNote:
      'Una mitad del bloque hacia abajo, la otra a lo ancho. Un cuadrado es una celda; su color, una vez medida, su exactitud.',
    network: 'La red: la misma celda, una tras otra',
    networkNote: (lookback) =>
      lookback === 1
        ? 'H−1 es la salida de la celda anterior. Antes de la primera celda hay una convolución de la imagen.'
        : 'H−1 es la salida de la celda anterior, H−2 la de la anterior a esa, y así sucesivamente. Antes de la primera celda hay una convolución de la imagen.',
    image: 'imagen',
    classes: (classes) => `${count(classes)} clases`,
    operators: 'Los operadores',
    operatorNotes: {
      identity: 'pasa su entrada tal cual',
      '3x3 dconv': 'convolución 3×3 de cada canal y luego entre canales',
      '5x5 dconv': 'convolución 5×5 de cada canal y luego entre canales',
      '7x7 dconv': 'convolución 7×7 de cada canal y luego entre canales',
      '1x7-7x1 conv': 'convolución de una fila de 7 y luego de una columna de 7',
      '3x3 conv': 'convolución 3×3 de todos los canales',
      '3x3 dilated conv': 'convolución 3×3 que salta un píxel de cada dos',
      '3x3 maxpool': 'el mayor de 3×3 vecinos',
      '3x3 avgpool': 'la media de 3×3 vecinos',
    },
    swarm: (cells, of) => `Nivel 1: ${count(cells)} de ${count(of)} medidas`,
    marks: 'Exactitud media de las celdas de un bloque con cada operador',
    example: 'Una celda mayor, por sus operadores',
    exampleNote:
      'Líneas de puntos van de sus operadores a la predicción. No es su media y puede quedar más allá de todos: el modelo sustituto lee también las entradas, los pares y cómo se conectan los bloques.',
    examples: 'Elige una celda mayor',
    noExample: 'En esta búsqueda las celdas mayores son parte del juego que viene, así que aquí no se muestra ninguna.',
    predictedAt: (accuracy) => `predicho ${accuracy}`,
    growthGrid: (rows, columns) => `${count(rows)} celdas × ${count(columns)} bloques nuevos`,
    growthNote: (shown, rows) =>
      shown < rows
        ? `Filas: las primeras ${count(shown)} de ${count(rows)} celdas de un bloque. Columnas: bloques nuevos.`
        : 'Filas: las celdas de un bloque. Columnas: los bloques con que cada una puede crecer.',
    growthBlocks: (halves, operators, inputs) =>
      `Un bloque nuevo son dos mitades cualesquiera de ${count(halves)}, o una dos veces: ${counted(operators, 'operador', 'operadores')}, cada uno lee una de ${counted(inputs, 'entrada')}, entre ellas el primer bloque de la celda.`,
    curve: 'Todas las predicciones, de la mejor a la peor',
    fates: {
      duplicate: 'tachada: el mismo diseño que otra',
      dropped: 'predicha, no elegida',
      kept: 'elegida por el modelo sustituto',
      probe: 'sorteada',
    },
    duplicateOf: (parent, block) => `El mismo diseño que la celda ${parent} con el bloque ${block}.`,
    grownFrom: (parent) => `Celda ${parent}, crecida en un bloque.`,
    picks: 'elegidas por el modelo sustituto',
    lot: 'sorteadas',
    bestOfRow: 'la mejor de su fila',
    levelHead: (level) => `Nivel ${level}`,
    counted: (done, of) => `${count(done)} de ${counted(of, 'celda')}`,
    mean: (accuracy) => `media ${accuracy}`,
    half: (operator, input) => `${operator} de ${input < 0 ? `H−${-input}` : `bloque ${input}`}`,
    axis: (images) => `exactitud en ${count(images)} imágenes de validación; escala ampliada hacia el 100 %`,
    touch: 'Toca o enfoca una marca para ver su celda; las flechas van de marca en marca.',
    asTable: 'Ver como tabla',
    asPicture: 'Ver como imagen',
    table: ['celda', 'nivel', 'predicho, %', 'medido, %', 'diferencia'],
    play: 'Reproducir',
    pause: 'Pausa',
    place: 'Lugar en la búsqueda grabada',
    ofRun: (now, all) => `${now} de ${all} de entrenamiento`,
    confirm: 'Confirmación',
  },
  panel: {
    level: (level) => `nivel ${level}`,
    predicted: 'predicho',
    measured: 'medido',
    difference: 'diferencia',
    notMeasured: 'aún no',
    failed: 'falló',
    none: 'sin predicción',
  },
  projector: { name: 'Modo proyector', note: 'texto grande, alto contraste; también en el enlace' },
  link: {
    heading: 'Enlace para tu clase',
    note: (step) => `Abre esta lección en el paso ${step}, con los ajustes de la búsqueda puestos y nada iniciado.`,
    hide: { settings: 'ocultar ajustes', answers: 'sin respuestas' },
    copy: 'Copiar enlace',
    copied: 'El enlace está copiado.',
    length: (characters) => `${count(characters)} de ${count(2000)} caracteres`,
    local:
      'Esta dirección es solo de este equipo o de esta red: otros no pueden abrir el enlace si no están también en ella.',
    qr: 'El enlace como código QR',
  },
  race: {
    heading: 'La mejor celda hasta el momento, según cada búsqueda gasta su presupuesto',
    caption: (seeds) =>
      seeds > 2
        ? `Líneas: media sobre ${inWords(seeds)} semillas de la exactitud estimada de la mejor celda hasta el momento; bandas: intervalos del 95 %.`
        : seeds > 1
          ? `Líneas: media sobre ${inWords(seeds)} semillas de la exactitud estimada de la mejor celda hasta el momento. Muestra lo que pasó, no lo que volvería a pasar.`
          : 'Líneas: la exactitud estimada de la mejor celda hasta el momento. Una semilla cada una: muestra lo que pasó, no lo que volvería a pasar.',
    estimate:
      'Estimada: su medida y lo que sugieren celdas parecidas, de modo que una medida afortunada cuenta menos. Las líneas son prudentes: pueden bajar cuando se sabe más, y las marcas del final, de entrenamientos nuevos juzgados con otras imágenes, pueden quedar por encima.',
    intro: (seeds) =>
      `Estas búsquedas tuvieron el mismo presupuesto${seeds > 1 ? `, con ${inWords(seeds)} semillas cada una` : ''}:`,
    how: {
      pnas: '{measured:PNAS} elige con el modelo sustituto.',
      random: '{strong:Azar} sortea las celdas más grandes.',
      shuffled: '{strong:Barajado} crece como PNAS, pero con las predicciones mezcladas: elige al azar.',
      evolution: '{strong:Evolución} cambia una cosa cada vez en celdas buenas.',
      'local-search': '{strong:Búsqueda local} prueba las vecinas de su mejor celda.',
      bananas: '{strong:BANANAS} pregunta también a un modelo sustituto qué cambios de celdas buenas entrenar.',
    },
    confirmed:
      'Al final cada búsqueda entrena de nuevo sus mejores celdas, con semillas nuevas, y se evalúa con imágenes que nunca vio. Así no gana una medida afortunada.',
    difference: (strategy, lead) =>
      areLevel(lead)
        ? `empatada con «${lanes[strategy]}»`
        : `${pointsApart(lead)} puntos por ${lead < 0 ? 'debajo' : 'encima'} de «${lanes[strategy]}»`,
    verdict: {
      none: 'Aquí no se confirmó ningún control, así que nadie ha ganado.',
      few: (differences, seeds) =>
        `Aquí la mejor celda confirmada de PNAS queda ${differences}, con ${seeds === 1 ? 'una semilla' : `${inWords(seeds)} semillas`}: muy poco para decir que se repetiría.`,
      above: (differences) =>
        `Aquí la mejor celda confirmada de PNAS queda ${differences}: más de lo que explica la suerte. El modelo sustituto compensó.`,
      below: (differences) =>
        `Aquí la mejor celda confirmada de PNAS queda ${differences}: más de lo que explica la suerte. El modelo sustituto no compensó.`,
      close: (differences) =>
        `Demasiado justo para decidir: la mejor celda confirmada de PNAS queda ${differences}, y la suerte sola puede explicarlo.`,
      mixed: (differences) =>
        `Aquí la mejor celda confirmada de PNAS queda ${differences}. La suerte sola puede explicar una parte, pero no todo.`,
    },
    onTable: (cells, searches, children, pnas, random) =>
      `Una carrera es suerte. NAS-Bench-201 es una tabla pública de ${count(cells)} celdas que otros entrenaron. En ${count(searches)} búsquedas de ${count(children)} celdas cada una, PNAS acabó de media ${pointsApart(pnas, 2)} puntos de exactitud por debajo de la mejor celda de la tabla y la búsqueda aleatoria ${pointsApart(random, 2)}: mucho más de lo que explica la suerte.`,
    level: (level, isFirst) => (isFirst ? `nivel ${level} de PNAS` : `nivel ${level}`),
    axis: (unit) => `${unit} de multiplicaciones-sumas de entrenamiento`,
    unit: (value, unit) => `${count(value)} ${unit}`,
    units: { T: 'billones', G: 'miles de millones' },
    confirmedHead: (seeds) => (seeds > 1 ? `Confirmada, media de ${inWords(seeds)} semillas` : 'Mejor confirmada'),
    alone: 'Pulsa una diferencia para ver solo sus dos búsquedas.',
    lead: (strategy) => `PNAS menos ${lanes[strategy]}`,
    leadRange: (low, high) => `puntos, de ${points(low)} a ${points(high)}`,
    leadFew: (seeds) => (seeds === 1 ? 'puntos, una semilla' : `puntos, ${inWords(seeds)} semillas`),
    ahead: (ahead, pairs) =>
      pairs === 1
        ? ''
        : ahead === pairs
          ? `Fue por delante con las ${inWords(pairs)} semillas.`
          : `Fue por delante con ${inWords(ahead)} de ${inWords(pairs)} semillas.`,
    shuffledNote: 'Los dos crecen por los mismos niveles: solo el modelo sustituto marca la diferencia.',
    lostHead: 'Dónde perdió',
    lost: (until) =>
      `PNAS solo fue por delante de forma estable a partir de unos ${until}: el azar entrena celdas grandes enseguida, mientras PNAS aprende primero de las pequeñas.`,
    lostAll: 'Al final del presupuesto la estimación del azar seguía por delante.',
    lostNever: 'En ningún momento fue el azar por delante de forma duradera.',
    foot: (seeds, budget, images) =>
      `${seeds > 2 ? 'Los rangos son intervalos del 95 % sobre semillas, emparejados por semilla. ' : ''}${seeds > 1 ? 'Puntos pequeños: las semillas. ' : ''}Diferencias de valores sin redondear. ${budget} cada una; confirmadas con ${count(images)} imágenes, al mismo coste extra para todas.`,
    table: ['búsqueda', 'semillas', 'celdas', 'mejor confirmada, %', 'intervalo del 95 %'],
    tableName: 'La carrera en cifras',
    estimated: (accuracy) => `estimado ${accuracy}`,
    confirmedAt: (accuracy) => `confirmado ${accuracy}`,
    tryIt: 'Pruébalo con estos ajustes',
    tryNote: (blocks, children, time) =>
      `Abre la búsqueda con ${counted(blocks, 'bloque')}, K ${children}${time === undefined ? '' : `, unos ${time} en este dispositivo`}. Nada empieza hasta que pulses allí Iniciar.`,
    running: 'Hay una búsqueda en marcha: sigue como está, y estos ajustes esperan a la siguiente.',
    quiz: 'Cuestionario: cinco preguntas',
  },
  quiz: {
    questions: ({ candidates, kept, first }) => [
      {
        question: '¿A partir de qué predice el modelo sustituto?',
        choices: [
          'Solo del diseño de una celda: sus operadores, entradas y bloques',
          'De las imágenes con las que se entrenará la celda',
          'De los pesos de la red entrenada',
        ],
        why: 'Nunca ve una imagen ni un peso. Por eso puede predecir miles de celdas en segundos.',
      },
      {
        question: `En el nivel 1 se entrenaron las ${count(first)} celdas de un bloque. ¿Por qué empezar ahí?`,
        choices: [
          'Son pocas y baratas, y el modelo sustituto aprende de ellas',
          'Las celdas de un bloque son las más exactas',
          'Las celdas mayores no se pueden entrenar desde cero',
        ],
        why: 'Primero las celdas simples: sus resultados enseñan al modelo sustituto qué partes ayudan antes de que el número de celdas se dispare.',
      },
      {
        question: `De ${count(candidates)} candidatas se eligieron ${count(kept)}. ¿Qué se pierde si el modelo sustituto se equivoca?`,
        choices: [
          'Una buena celda puede quedar descartada y no entrenarse nunca',
          'Las celdas entrenadas reciben una exactitud errónea',
          'Nada: las celdas descartadas vuelven en el nivel siguiente',
        ],
        why: 'Las exactitudes medidas son reales, elija quien elija la celda. Lo descartado no vuelve, salvo que otra celda crezca hasta serlo.',
      },
      {
        question:
          'La más alta de muchas exactitudes medidas, entrenada de nuevo con otra semilla, será con toda probabilidad',
        choices: ['más baja', 'más alta', 'exactamente igual'],
        why: 'La más alta de muchas lo es en parte por suerte, y la suerte no se repite. Por eso las mejores se confirman con semillas nuevas y otras imágenes.',
      },
      {
        question: '¿Cómo se sabe si el modelo sustituto valió la pena?',
        choices: [
          'Buscar al azar con el mismo presupuesto, varias veces, y comparar las mejores celdas confirmadas',
          'Mirar si sus predicciones estuvieron cerca de las medidas',
          'Comparar la mejor exactitud con la de un artículo',
        ],
        why: 'Solo un control con el mismo presupuesto muestra lo que aportó elegir. Unas predicciones cercanas pueden ordenar mal, y los artículos entrenan con otros datos y más tiempo.',
      },
    ],
    title: 'Cinco preguntas',
    back: 'Salir del cuestionario',
    check: 'Comprobar',
    next: 'Siguiente pregunta',
    finish: 'Terminar',
    right: 'Correcto.',
    wrong: 'No del todo.',
    noted: 'Anotado. Tu clase repasará las respuestas.',
    score: (right) => (right === 5 ? 'Las cinco correctas.' : `Correctas: ${inWords(right)} de cinco.`),
    done: 'Las cinco están respondidas.',
    again: 'Otra vez',
  },
  handout: {
    title: 'Cómo crece una búsqueda: ocho pasos de Progressive Neural Architecture Search',
    from: (date, images) =>
      `De una búsqueda real grabada el ${date}, exactitudes en ${count(images)} imágenes de validación. No las compares con resultados publicados de CIFAR-10.`,
    name: 'Nombre',
    game: 'Tu respuesta: marca tres',
    gameColumns: ['celda', 'sus bloques', 'tus tres', 'predicho, %', 'medido, %'],
    fill: 'Rellena las dos últimas columnas cuando se muestre el resultado.',
    operators: (list) => `Exactitud media de las celdas de un bloque con cada operador: ${list}.`,
    answers: 'Respuestas',
    print: 'Imprimir como ficha',
  },
};
