/** @file The words of the tour in Portuguese, as written in Brazil. */
import { areLevel, count, counted, decimal, hundredths, percent, points, pointsApart } from '../../model/format.ts';
import type { TourWords } from '../words.ts';

/** Of cells and seeds, both feminine. */
const NUMBERS = 'nenhuma uma duas três quatro cinco seis sete oito nove dez onze doze'.split(' ');

/** Small numbers as words. */
function inWords(value: number, isFirst = false): string {
  const word = NUMBERS[value] ?? count(value);
  return isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

const cellName = (number: number): string => `célula ${number}`;

const lanes: TourWords['lanes'] = {
  pnas: 'PNAS',
  random: 'acaso',
  shuffled: 'embaralhado',
  evolution: 'evolução',
  'local-search': 'busca local',
  bananas: 'BANANAS',
};

export const TOUR: TourWords = {
  name: 'Como uma busca cresce',
  stepOf: (at, of) => `${at} de ${of}`,
  back: 'Voltar',
  next: (title) => `A seguir: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  beforeYouGoOn: 'Antes de seguir',
  showAnswer: 'Mostrar uma resposta',
  opening: 'Abrindo a busca gravada.',
  noRecording: (reason) => `A busca gravada não pode ser mostrada. ${reason}.`,
  noLesson:
    'A busca gravada não tem um segundo nível cujas células um modelo substituto tenha escolhido, então não há nada a contar.',
  cellName,
  titles: {
    cell: 'O que estamos buscando?',
    simple: 'Treinar as mais simples',
    learn: 'Um modelo pequeno aprende com os resultados',
    grow: 'Cada célula cresce um bloco',
    game: 'Você contra o modelo substituto',
    picked: 'O que ele escolheu',
    again: 'E de novo, um bloco a mais',
    worth: 'Valeu a pena?',
  },
  steps: {
    cell: ({ operators, lookback, cells }) => ({
      text: [
        'Uma rede neural para imagens é uma pilha de um mesmo projeto pequeno, a {strong:célula}, repetido. Uma célula é feita de blocos: dois operadores, cada um lendo uma saída anterior, e a soma deles.',
        `${counted(operators, 'operador', 'operadores')} e ${counted(lookback, 'saída anterior', 'saídas anteriores')} para ler dão ${count(cells)} células diferentes de um bloco. {screen:Toque em um quadrado para ver sua célula.}`,
      ],
      question: 'Por que buscar uma célula pequena e não uma rede inteira?',
      answer:
        'Há muito menos células do que redes, e uma célula encontrada em uma pilha pequena pode depois ser empilhada mais funda e mais larga.',
    }),
    simple: ({ cells, epochs, images }) => ({
      text: [
        `Todas as ${count(cells)} células de um bloco são treinadas, cada uma do zero, por ${counted(epochs, 'época')}. Elas vêm primeiro porque são poucas e rápidas de treinar, e as maiores são feitas das mesmas partes: o que ajuda aqui é uma pista para aquelas. {screen:Cada disco é uma delas; mais à direita é melhor.}`,
        `A acurácia {measured:medida} é a parte que ela acerta de ${count(images)} imagens, nenhuma usada no treinamento. {screen:Toque em um disco ou quadrado: são as mesmas células.}`,
      ],
      question: 'Por que testar com imagens que não foram usadas no treinamento?',
      answer:
        'Uma rede pode decorar suas imagens de treinamento. Só imagens que ela nunca viu dizem o que ela entendeu.',
    }),
    learn: ({ cells }) => ({
      text: [
        `O {predicted:modelo substituto} é um modelo pequeno que lê o projeto de uma célula e prevê sua acurácia. Ele viu ${count(cells)} projetos com seus resultados; aprender com eles leva segundos.`,
        '{screen:Cada operador está na acurácia média das células que o têm. Escolha uma célula maior para ver o que o modelo substituto prevê para ela.}',
      ],
      question: 'O que o modelo substituto poderia notar nesses resultados?',
      answer: 'Por exemplo, quais operadores aparecem nas melhores células, quais entradas ajudam e quais pares.',
    }),
    grow: ({ parents, blocks, duplicates, candidates, kept }) => ({
      text: [
        `${count(parents)} células × ${count(blocks)} blocos novos dão ${count(parents * blocks)} células maiores. ${count(duplicates)} delas têm o mesmo projeto de outra e são riscadas: restam {strong:${count(candidates)}}, demais para treinar.`,
        `O {predicted:modelo substituto} prevê todas em segundos, e só as ${count(kept)} de que ele mais gosta são escolhidas. {screen:Toque em um quadrado para ver o que é.}`,
      ],
      question: 'As acurácias que ele prevê podem estar todas erradas, se apenas a ordem estiver certa. Por quê?',
      answer:
        'Só as melhores são escolhidas. Se cada previsão fosse alta demais na mesma medida, as mesmas células seriam escolhidas.',
    }),
    again: ({ blocks, means }) => ({
      text: [
        `O modelo substituto aprende com tudo o que foi medido até agora, as células recém-treinadas crescem mais um bloco, e o ciclo segue até ${counted(blocks, 'bloco')}. {screen:Cada disco deixa sua previsão pelo que foi medido.}`,
        `Acurácia média, sem as células sorteadas: ${means}. Células maiores podem ser melhores por si mesmas, então isto ainda não mostra que escolher ajudou.`,
        'Isto é Progressive Neural Architecture Search: do simples ao complexo, com um guia.',
      ],
      question: 'Por que não começar pelas maiores células?',
      answer:
        'Elas são muitas, e ainda não se sabe nada. As pequenas treinam mais rápido e ensinam ao modelo substituto o que procurar.',
    }),
  },
  lanes,
  game: {
    text: {
      probes: (cells, left, first) =>
        `Das ${count(left)} células de dois blocos que o {predicted:modelo substituto} não escolheu, ${inWords(cells)} foram sorteadas e treinadas. Você sabe o que ele sabia: os resultados das ${count(first)} células de um bloco. Quais foram as três melhores?`,
      picked: (cells, first) =>
        `Estas são ${inWords(cells)} das células de dois blocos que o {predicted:modelo substituto} escolheu, e elas foram treinadas. Você sabe o que ele sabia: os resultados das ${count(first)} células de um bloco. Quais foram as três melhores?`,
    },
    pickedNote:
      'Esta busca não treinou células sorteadas, então estas foram escolhidas, todas perto do topo: mais difíceis de ordenar do que uma amostra justa, para você e para ele.',
    inputs:
      'Abaixo de cada operador está o que ele lê: −1 a célula anterior, −2 a anterior a essa, 0 o primeiro bloco desta célula.',
    group: 'Escolha três células',
    chosen: (number) => `${number} de 3 escolhidas.`,
    free: 'Pressione uma de novo para soltá-la.',
    full: 'Três já estão escolhidas. Pressione antes uma delas para soltá-la.',
    more: (left) => (left === 1 ? 'Escolha mais uma' : `Escolha mais ${inWords(left)}`),
    reveal: 'Mostrar o que aconteceu',
    skip: 'Sem vontade de adivinhar?',
    skipButton: 'Mostrar sem palpite',
    again: 'Adivinhar de novo',
    next: 'A seguir: o que ele escolheu',
    noGame: 'Esta busca tem poucas células medidas de dois blocos para um jogo.',
    failed: (numbers) => `O treinamento falhou, fora do jogo: ${numbers.map(cellName).join(', ')}.`,
    heading: (surrogate, reader) => {
      const found = (hits: number): string => (hits === 3 ? 'as três' : inWords(hits));
      const its = `O modelo substituto: ${found(surrogate)}`;
      if (reader === undefined) return `${its} das três melhores`;
      if (reader === surrogate) return `Empate: ${found(reader)} das três melhores`;
      return reader > surrogate
        ? `Você: ${found(reader)}; o modelo substituto: ${found(surrogate)}`
        : `${its}; você: ${found(reader)}`;
    },
    meaning: {
      picked:
        'Todas já estavam perto do topo; se escolhê-las foi melhor que o acaso, só células sorteadas poderiam dizer.',
      ordered:
        'Só com células de um bloco ele pôs outras maiores quase na ordem certa: é por isso que as células simples vêm primeiro.',
      better: 'Suas três foram melhores do que três sorteadas seriam em média, embora tenha ordenado mal as outras.',
      chance: 'Aqui suas três não foram melhores do que três sorteadas seriam em média.',
    },
    certainty: {
      lucky: (hits, chance) =>
        `Uma rodada de três pode ser sorte: três sorteadas acham pelo menos ${inWords(hits)} em ${percent(chance, 0)} das rodadas.`,
      none: 'Uma rodada de três decide pouco.',
      luck: (training, images, shown) =>
        `Aqui uma acurácia é em parte sorte (desvios padrão): ±${training} pontos de um treinamento de uma célula para o seguinte, ±${images} conforme as ${count(shown)} imagens em que é medida.`,
      luckOfImages: (images, shown) =>
        `Aqui uma acurácia é em parte sorte: ±${images} pontos (desvio padrão) só conforme as ${count(shown)} imagens em que é medida.`,
      order: (cells, rho, low, high) =>
        `Sobre todas as ${inWords(cells)}, sua ordem obtém ${decimal(rho, 2)} (intervalo de 95% de ${decimal(low, 2)} a ${decimal(high, 2)}), onde 1 é perfeito e 0 é o acaso.`,
      noOrder: 'Há poucas células para pontuar uma ordem.',
    },
    stageBefore: 'Um só eixo de acurácia para o que se sabe e o que virá',
    stageAfter: (cells) => `As ${inWords(cells)}, na ordem em que o modelo substituto as teria testado`,
    firstLevel: (cells) => `${count(cells)} células de um bloco, todas medidas`,
    operatorMean: 'Média com este operador',
    waiting: 'à espera',
    hint: [
      'Uma dica para os dois',
      'O modelo substituto viu estas e nada mais. Toque em um disco para ver sua célula.',
    ],
    wait: ['Onde vão cair?', 'Elas esperam ao lado do eixo: qualquer lugar nele já seria um palpite.'],
    covered: [
      'As previsões dele estão feitas',
      'O modelo substituto as ordenou. A ordem dele fica coberta até você mostrar a sua.',
    ],
    legend: 'Duas marcas por linha',
    legendPredicted: 'o que ele previu',
    legendMeasured: 'o que foi medido',
    legendBest: 'as três melhores',
    cell: 'célula',
    marks: 'previsto e medido no eixo',
    you: 'você',
    its: 'as 3 dele',
    moved: 'Cada disco foi do valor {predicted:previsto} ao {measured:medido}. A distância é o erro.',
    columns: ['das 3 melhores', 'média, %', 'sobre o acaso'],
    rows: { reader: 'Você', surrogate: 'Substituto', lot: 'Acaso' },
    sure: 'Quão certo é isso?',
  },
  picked: {
    error: (kept, candidates, off) =>
      `As ${count(kept)} escolhidas pelo modelo substituto, ${percent(kept / Math.max(1, candidates), 1)} de todas as candidatas, foram treinadas. {screen:Cada disco vai do previsto ao medido.} O erro médio foi de ${hundredths(off)} pontos.`,
    against: (picks, probes, gain, low, high) =>
      `{strong:Melhor que o acaso?} As escolhidas alcançaram ${percent(picks, 2)} em média, as sorteadas ${percent(probes, 2)}: ${points(gain)} pontos (intervalo de 95% de ${points(low)} a ${points(high)}).`,
    picking: {
      above: 'Então escolher pela previsão ajudou.',
      below: 'Então aqui escolher pela previsão prejudicou.',
      close: 'Com uma só busca não dá para decidir.',
    },
    noProbes:
      'Esta busca não pode dizer se as escolhas são melhores que o acaso: ela não treinou células sorteadas ao lado.',
    orderOfProbes: (rho, low, high, cells) =>
      `A ordem dele para as ${count(cells)} células sorteadas obtém ${decimal(rho, 2)} (de ${decimal(low, 2)} a ${decimal(high, 2)}) na correlação de postos de Spearman: 1 é perfeito, 0 é o acaso.`,
    orderOfPicks: (rho, low, high) =>
      `Só entre as escolhidas ele obtém ${decimal(rho, 2)} (de ${decimal(low, 2)} a ${decimal(high, 2)}): pela previsão todas estavam perto do topo, então resta pouco a ordenar.`,
    question: 'Se ele não consegue ordenar as células que escolheu, é inútil?',
    answer: (left, isTold) =>
      `Não por isso: a tarefa dele era distingui-las das ${count(left)} que deixou de fora. ${isTold ? 'Se conseguiu, quem diz são as células sorteadas, uma amostra justa dessas; as escolhidas não podem dizer.' : 'Se conseguiu, só células sorteadas poderiam dizer, e esta busca não tem nenhuma.'}`,
  },
  worth: {
    confirmed: (mean, seeds, digits) =>
      `A melhor célula alcançou {strong:${percent(mean, digits)}}, a média de ${counted(seeds, 'novo treinamento', 'novos treinamentos')} avaliados com imagens que a busca nunca viu.`,
    luck: (highest, again, digits) =>
      `A medida mais alta foi ${percent(highest, digits)}; treinada de novo, essa célula alcançou ${percent(again, digits)}. ${
        again < highest ? 'A mais alta de muitas medidas é em parte sorte.' : 'Desta vez não foi sorte.'
      }`,
    measured: (best, level, noise, digits) =>
      `A melhor célula medida alcançou ${percent(best, digits)}, no nível ${level}; duas células a menos de ${noise} pontos podem diferir só por sorte.`,
    scale: 'São redes minúsculas com poucas imagens. Não as compare com resultados publicados do CIFAR-10.',
    noRace:
      'Uma resposta justa precisa do mesmo orçamento gasto ao acaso, várias vezes. Esta gravação não tem tais gêmeas.',
    question: 'Quem estaria na frente com um décimo do orçamento?',
    answer:
      'Provavelmente a busca aleatória: os primeiros níveis pagam o que o modelo substituto aprende, e ela treina células grandes desde o início.',
    control: 'Como você descobriria se o modelo substituto valeu a pena?',
    controlAnswer:
      'Buscar ao acaso com o mesmo orçamento, várias vezes cada, e comparar as melhores células, treinadas de novo.',
  },
  stage: {
    firstGrid: 'Todas as células de um bloco',
    firstGridNote:
      'Uma metade do bloco para baixo, a outra para o lado. Um quadrado é uma célula; sua cor, depois de medida, é sua acurácia.',
    network: 'A rede: a mesma célula, uma após a outra',
    networkNote: (lookback) =>
      lookback === 1
        ? 'H−1 é a saída da célula anterior. Antes da primeira célula há uma convolução da imagem.'
        : 'H−1 é a saída da célula anterior, H−2 a da anterior a essa, e assim por diante. Antes da primeira célula há uma convolução da imagem.',
    image: 'imagem',
    classes: (classes) => `${count(classes)} classes`,
    operators: 'Os operadores',
    operatorNotes: {
      identity: 'passa sua entrada adiante',
      '3x3 dconv': 'convolução 3×3 de cada canal, depois entre canais',
      '5x5 dconv': 'convolução 5×5 de cada canal, depois entre canais',
      '7x7 dconv': 'convolução 7×7 de cada canal, depois entre canais',
      '1x7-7x1 conv': 'convolução de uma linha de 7, depois de uma coluna de 7',
      '3x3 conv': 'convolução 3×3 de todos os canais',
      '3x3 dilated conv': 'convolução 3×3 que pula um pixel a cada dois',
      '3x3 maxpool': 'o maior de 3×3 vizinhos',
      '3x3 avgpool': 'a média de 3×3 vizinhos',
    },
    swarm: (cells, of) => `Nível 1: ${count(cells)} de ${count(of)} medidas`,
    marks: 'Acurácia média das células de um bloco com cada operador',
    example: 'Uma célula maior, por seus operadores',
    exampleNote:
      'Linhas pontilhadas vão de seus operadores à previsão. Ela não é a média deles e pode ficar além de todos: o modelo substituto lê também entradas, pares e como os blocos se ligam.',
    examples: 'Escolha uma célula maior',
    noExample: 'Nesta busca as células maiores fazem parte do jogo que vem, então nenhuma é mostrada aqui.',
    predictedAt: (accuracy) => `previsto ${accuracy}`,
    growthGrid: (rows, columns) => `${count(rows)} células × ${count(columns)} blocos novos`,
    growthNote: (shown, rows) =>
      shown < rows
        ? `Linhas: as primeiras ${count(shown)} de ${count(rows)} células de um bloco. Colunas: blocos novos.`
        : 'Linhas: as células de um bloco. Colunas: os blocos com que cada uma pode crescer.',
    growthBlocks: (halves, operators, inputs) =>
      `Um bloco novo são duas metades quaisquer de ${count(halves)}, ou uma duas vezes: ${counted(operators, 'operador', 'operadores')}, cada um lê uma de ${counted(inputs, 'entrada')}, entre elas o primeiro bloco da célula.`,
    curve: 'Todas as previsões, da melhor à pior',
    fates: {
      duplicate: 'riscada: o mesmo projeto de outra',
      dropped: 'prevista, não escolhida',
      kept: 'escolhida pelo modelo substituto',
      probe: 'sorteada',
    },
    duplicateOf: (parent, block) => `O mesmo projeto da célula ${parent} com o bloco ${block}.`,
    grownFrom: (parent) => `Célula ${parent}, crescida em um bloco.`,
    picks: 'escolhidas pelo modelo substituto',
    lot: 'sorteadas',
    bestOfRow: 'a melhor da sua linha',
    levelHead: (level) => `Nível ${level}`,
    counted: (done, of) => `${count(done)} de ${counted(of, 'célula')}`,
    mean: (accuracy) => `média ${accuracy}`,
    half: (operator, input) => `${operator} de ${input < 0 ? `H−${-input}` : `bloco ${input}`}`,
    axis: (images) => `acurácia em ${count(images)} imagens de validação; escala ampliada perto de 100%`,
    touch: 'Toque ou foque uma marca para ver sua célula; as setas vão de marca em marca.',
    asTable: 'Ver como tabela',
    asPicture: 'Ver como imagem',
    table: ['célula', 'nível', 'previsto, %', 'medido, %', 'diferença'],
    play: 'Reproduzir',
    pause: 'Pausar',
    place: 'Lugar na busca gravada',
    ofRun: (now, all) => `${now} de ${all} de treinamento`,
    confirm: 'Confirmação',
  },
  panel: {
    level: (level) => `nível ${level}`,
    predicted: 'previsto',
    measured: 'medido',
    difference: 'diferença',
    notMeasured: 'ainda não',
    failed: 'falhou',
    none: 'sem previsão',
  },
  projector: { name: 'Modo projetor', note: 'texto grande, alto contraste; no link também' },
  link: {
    heading: 'Link para a sua turma',
    note: (step) => `Abre esta lição no passo ${step}, com as configurações da busca preenchidas e nada iniciado.`,
    hide: { settings: 'ocultar configurações', answers: 'sem respostas' },
    copy: 'Copiar link',
    copied: 'O link foi copiado.',
    length: (characters) => `${count(characters)} de ${count(2000)} caracteres`,
    local:
      'Este endereço vale só neste computador ou nesta rede: outros não conseguem abrir o link se não estiverem nela também.',
    qr: 'O link como código QR',
  },
  race: {
    heading: 'A melhor célula até agora, enquanto cada busca gasta seu orçamento',
    caption: (seeds) =>
      seeds > 2
        ? `Linhas: média sobre ${inWords(seeds)} sementes da acurácia estimada da melhor célula até agora; faixas: intervalos de 95%.`
        : seeds > 1
          ? `Linhas: média sobre ${inWords(seeds)} sementes da acurácia estimada da melhor célula até agora. Mostra o que aconteceu, não o que aconteceria de novo.`
          : 'Linhas: a acurácia estimada da melhor célula até agora. Uma semente cada: mostra o que aconteceu, não o que aconteceria de novo.',
    estimate:
      'Estimada: sua medida e o que sugerem células parecidas, de modo que uma medida de sorte conta menos. As linhas são prudentes: podem cair quando se sabe mais, e as marcas do final, de novos treinamentos julgados em outras imagens, podem ficar acima delas.',
    intro: (seeds) =>
      `Estas buscas tiveram o mesmo orçamento${seeds > 1 ? `, com ${inWords(seeds)} sementes cada` : ''}:`,
    how: {
      pnas: '{measured:PNAS} escolhe com o modelo substituto.',
      random: '{strong:Acaso} sorteia as maiores células.',
      shuffled: '{strong:Embaralhado} cresce como PNAS, mas com as previsões misturadas: escolhe ao acaso.',
      evolution: '{strong:Evolução} muda uma coisa de cada vez em boas células.',
      'local-search': '{strong:Busca local} tenta as vizinhas de sua melhor célula.',
      bananas: '{strong:BANANAS} também pergunta a um modelo substituto quais mudanças de boas células treinar.',
    },
    confirmed:
      'No fim cada busca treina de novo suas melhores células, com sementes novas, e é avaliada com imagens que nunca viu. Assim uma medida de sorte não ganha.',
    difference: (strategy, lead) =>
      areLevel(lead)
        ? `empatada com “${lanes[strategy]}”`
        : `${pointsApart(lead)} ${Math.abs(lead) < 0.02 ? 'ponto' : 'pontos'} ${lead < 0 ? 'abaixo' : 'acima'} de “${lanes[strategy]}”`,
    verdict: {
      none: 'Nenhum controle foi confirmado aqui, então ninguém ganhou.',
      few: (differences, seeds) =>
        `Aqui a melhor célula confirmada do PNAS fica ${differences}, com ${seeds === 1 ? 'uma semente' : `${inWords(seeds)} sementes`}: pouco para dizer que seria assim de novo.`,
      above: (differences) =>
        `Aqui a melhor célula confirmada do PNAS fica ${differences}: mais do que a sorte explica. O modelo substituto compensou.`,
      below: (differences) =>
        `Aqui a melhor célula confirmada do PNAS fica ${differences}: mais do que a sorte explica. O modelo substituto não compensou.`,
      close: (differences) =>
        `Perto demais para decidir: a melhor célula confirmada do PNAS fica ${differences}, e só a sorte pode explicar isso.`,
      mixed: (differences) =>
        `Aqui a melhor célula confirmada do PNAS fica ${differences}. A sorte sozinha pode explicar uma parte, mas não tudo.`,
    },
    onTable: (cells, searches, children, pnas, random) =>
      `Uma corrida é sorte. O NAS-Bench-201 é uma tabela pública de ${count(cells)} células treinadas por outros. Em ${count(searches)} buscas de ${count(children)} células cada, o PNAS terminou em média ${pointsApart(pnas, 2)} ponto de acurácia abaixo da melhor célula da tabela, e a busca aleatória ${pointsApart(random, 2)}: muito mais do que a sorte explica.`,
    level: (level, isFirst) => (isFirst ? `nível ${level} do PNAS` : `nível ${level}`),
    axis: (unit) => `${unit} de multiplicações-adições no treinamento`,
    unit: (value, unit) => `${count(value)} ${unit}`,
    units: { T: 'trilhões', G: 'bilhões' },
    confirmedHead: (seeds) => (seeds > 1 ? `Confirmada, média de ${inWords(seeds)} sementes` : 'Melhor confirmada'),
    alone: 'Toque em uma diferença para ver só as duas buscas dela.',
    lead: (strategy) => `PNAS menos ${lanes[strategy]}`,
    leadRange: (low, high) => `pontos, de ${points(low)} a ${points(high)}`,
    leadFew: (seeds) => (seeds === 1 ? 'pontos, uma semente' : `pontos, ${inWords(seeds)} sementes`),
    ahead: (ahead, pairs) =>
      pairs === 1
        ? ''
        : ahead === pairs
          ? `Ficou à frente com todas as ${inWords(pairs)} sementes.`
          : `Ficou à frente com ${inWords(ahead)} de ${inWords(pairs)} sementes.`,
    shuffledNote: 'Os dois crescem pelos mesmos níveis: só o modelo substituto faz a diferença.',
    lostHead: 'Onde perdeu',
    lost: (until) =>
      `O PNAS só ficou à frente de vez a partir de cerca de ${until}: o acaso treina células grandes de imediato, enquanto o PNAS aprende primeiro com as pequenas.`,
    lostAll: 'No fim do orçamento a estimativa do acaso ainda estava à frente.',
    lostNever: 'Em nenhum momento o acaso ficou à frente de forma duradoura.',
    foot: (seeds, budget, images) =>
      `${seeds > 2 ? 'As faixas são intervalos de 95% sobre sementes, pareados por semente. ' : ''}${seeds > 1 ? 'Pontos pequenos: as sementes. ' : ''}Diferenças de valores não arredondados. ${budget} cada; confirmadas com ${count(images)} imagens, ao mesmo custo extra para todas.`,
    table: ['busca', 'sementes', 'células', 'melhor confirmada, %', 'intervalo de 95%'],
    tableName: 'A corrida em números',
    estimated: (accuracy) => `estimado ${accuracy}`,
    confirmedAt: (accuracy) => `confirmado ${accuracy}`,
    tryIt: 'Experimente com estas configurações',
    tryNote: (blocks, children, time) =>
      `Abre a busca com ${counted(blocks, 'bloco')}, K ${children}${time === undefined ? '' : `, cerca de ${time} neste dispositivo`}. Nada começa até você pressionar Iniciar lá.`,
    running: 'Há uma busca em andamento: ela fica como está, e estas configurações esperam pela próxima.',
    quiz: 'Quiz: cinco perguntas',
  },
  quiz: {
    questions: ({ candidates, kept, first }) => [
      {
        question: 'A partir de que o modelo substituto prevê?',
        choices: [
          'Só do projeto de uma célula: seus operadores, entradas e blocos',
          'Das imagens com que a célula será treinada',
          'Dos pesos da rede treinada',
        ],
        why: 'Ele nunca vê uma imagem nem um peso. Por isso consegue prever milhares de células em segundos.',
      },
      {
        question: `No nível 1 foram treinadas todas as ${count(first)} células de um bloco. Por que começar aí?`,
        choices: [
          'São poucas e baratas, e o modelo substituto aprende com elas',
          'As células de um bloco têm a maior acurácia',
          'Células maiores não podem ser treinadas do zero',
        ],
        why: 'Primeiro as células simples: seus resultados ensinam ao modelo substituto quais partes ajudam antes que o número de células exploda.',
      },
      {
        question: `De ${count(candidates)} candidatas, ${count(kept)} foram escolhidas. O que se perde se o modelo substituto errar?`,
        choices: [
          'Uma boa célula pode ser descartada e nunca treinada',
          'As células treinadas recebem uma acurácia errada',
          'Nada: as células descartadas voltam no próximo nível',
        ],
        why: 'Acurácias medidas são reais, seja quem for que escolheu a célula. O que foi descartado não volta, a não ser que outra célula cresça até lá.',
      },
      {
        question:
          'A mais alta de muitas acurácias medidas, treinada de novo com outra semente, será muito provavelmente',
        choices: ['mais baixa', 'mais alta', 'exatamente igual'],
        why: 'A mais alta de muitas é alta em parte por sorte, e a sorte não se repete. Por isso as melhores são confirmadas com sementes novas em outras imagens.',
      },
      {
        question: 'Como saber se o modelo substituto valeu a pena?',
        choices: [
          'Buscar ao acaso com o mesmo orçamento, várias vezes, e comparar as melhores células confirmadas',
          'Ver se suas previsões ficaram perto das medidas',
          'Comparar a melhor acurácia com a de um artigo',
        ],
        why: 'Só um controle com o mesmo orçamento mostra o que a escolha acrescentou. Previsões próximas ainda podem ordenar mal, e artigos treinam com outros dados e por mais tempo.',
      },
    ],
    title: 'Cinco perguntas',
    back: 'Sair do quiz',
    check: 'Verificar',
    next: 'Próxima pergunta',
    finish: 'Concluir',
    right: 'Certo.',
    wrong: 'Não exatamente.',
    noted: 'Anotado. Sua turma vai conferir as respostas.',
    score: (right) => (right === 5 ? 'As cinco certas.' : `Certas: ${inWords(right)} de cinco.`),
    done: 'Todas as cinco foram respondidas.',
    again: 'Mais uma vez',
  },
  handout: {
    title: 'Como uma busca cresce: oito passos da Progressive Neural Architecture Search',
    from: (date, images) =>
      `De uma busca real gravada em ${date}, acurácias em ${count(images)} imagens de validação. Não as compare com resultados publicados do CIFAR-10.`,
    name: 'Nome',
    game: 'Seu palpite: marque três',
    gameColumns: ['célula', 'seus blocos', 'suas três', 'previsto, %', 'medido, %'],
    fill: 'Preencha as duas últimas colunas quando o resultado for mostrado.',
    operators: (list) => `Acurácia média das células de um bloco com cada operador: ${list}.`,
    answers: 'Respostas',
    print: 'Imprimir como folha de exercícios',
  },
};
