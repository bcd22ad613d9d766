/** @file The words behind buttons of the first visit in Portuguese, as written in Brazil. */
import { counted } from '../../model/format.ts';
import type { DetailsWords } from '../words.ts';

export const DETAILS: DetailsWords = {
  rows: {
    strategy: {
      name: 'Estratégia',
      note: 'Como são achadas as células a treinar.',
      choices: {
        pnas: {
          name: 'PNAS',
          note: 'As células crescem bloco a bloco; o modelo substituto escolhe quais são treinadas.',
        },
        random: { name: 'acaso', note: 'Para comparar: outras tantas células inteiras, sorteadas.' },
        evolution: {
          name: 'evolução',
          note: 'Para comparar: outras tantas células inteiras, cada uma boa com uma parte trocada.',
        },
        shuffled: { name: 'PNAS, embaralhado', note: 'Para comparar: PNAS com as previsões embaralhadas.' },
        'local-search': {
          name: 'busca local',
          note: 'Para comparar: de cada célula a uma melhor que difere em uma parte.',
        },
        bananas: {
          name: 'BANANAS',
          note: 'Para comparar: células inteiras perto das melhores, escolhidas por sorte e mérito.',
        },
      },
    },
    surrogate: {
      name: 'Modelo substituto',
      note: 'O que adivinha as acurácias.',
      choices: {
        blend: {
          name: 'mistura',
          note: 'Compara as partes comuns das células e cinco redes pequenas; ordena melhor células reais.',
        },
        lstm: { name: 'LSTM', note: 'O do artigo: cinco redes que leem a célula como uma frase.' },
        mlp: { name: 'MLP', note: 'O outro do artigo: cinco redes que leem a média das partes de uma célula.' },
        titu1994: {
          name: 'titu1994',
          note: 'O daquele projeto: uma rede que lê a célula metade a metade e aprende nível a nível.',
        },
        parent: { name: 'mãe', note: 'Para comparar: uma célula é tão boa quanto aquela de que cresceu.' },
        flops: { name: 'tamanho', note: 'Para comparar: quanto mais cálculo uma célula exige, melhor.' },
      },
    },
    images: { name: 'Imagens ao todo', note: 'Treinamento e validação juntos.' },
    validationImages: { name: 'Delas, para validar', note: 'Separadas; nelas se mede a acurácia.' },
    lookback: { name: 'Retrocesso, L', note: 'Quantas células anteriores uma célula pode ler.' },
    macro: {
      name: 'Rede',
      note: 'A pilha de células do artigo, ou a rede plana de duas células de titu1994.',
      choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
    },
    cellOutput: {
      name: 'Saída da célula',
      note: 'Quais blocos são concatenados: todos, ou os que nenhum outro bloco lê.',
      choices: { all: { name: 'todos os blocos' }, unused: { name: 'blocos não lidos' } },
    },
    optimizer: {
      name: 'Otimizador',
      note: 'O momento é o de Nesterov, 0,9.',
      choices: { momentum: { name: 'momento' }, adam: { name: 'Adam' } },
    },
    finalLearningRateShare: { name: 'Taxa final, parte', note: 'Onde o cosseno termina, como parte da máxima.' },
    weightDecay: { name: 'Weight decay', note: 'Penalidade L2 sobre os filtros.' },
    clipNorm: { name: 'Norma do gradiente, máximo', note: '0 é sem limite; o código dos autores tem 5.' },
    augmentation: {
      name: 'Aumento de dados',
      note: 'Como variam as imagens de treinamento.',
      choices: {
        none: { name: 'nenhum', note: 'As imagens ficam como estão.' },
        'pad-crop': {
          name: 'margem, recorte',
          note: 'Margem de 4 pixels, recorte para 32x32 e espelhamento ao acaso.',
        },
        'resize-crop': {
          name: 'ampliar, recorte',
          note: 'Ampliadas para 40x40, recortadas para 32x32 e espelhadas ao acaso.',
        },
      },
    },
    normalisation: {
      name: 'Pixels',
      note: 'O que a rede vê de um pixel.',
      choices: {
        training: { name: 'normalizados', note: 'Pela média e pelo desvio das imagens de treinamento.' },
        cifar10: { name: 'normalizados (CIFAR-10)', note: 'Pela média e pelo desvio de todo o CIFAR-10.' },
        none: { name: '0 a 1', note: 'Pixels de 0 a 1, como estão.' },
      },
    },
    reward: {
      name: 'Recompensa',
      note: 'A época cuja acurácia conta.',
      choices: { last: { name: 'última época' }, best: { name: 'melhor época' } },
    },
    lastBatch: {
      name: 'Último lote',
      note: 'Imagens de uma época que não enchem um lote.',
      choices: {
        dropped: { name: 'descartado', note: 'Ficam para outra época.' },
        filled: { name: 'completado', note: 'Completado com imagens já vistas.' },
      },
    },
    retrainings: {
      name: 'Células retreinadas',
      note: 'Treinadas mais uma vez com outra semente: quanto as acurácias variam por acaso.',
    },
    confirmations: {
      name: 'Células confirmadas',
      note: 'As melhores, treinadas de novo no fim e avaliadas com imagens que não participaram.',
    },
    confirmationSeeds: { name: 'Sementes de cada uma', note: 'Treinamentos de cada célula confirmada.' },
    minutes: { name: 'Tempo, minutos', note: 'Do dispositivo, com a confirmação; K decorre disso. 0: sem limite.' },
    shadows: {
      name: 'Substitutos-sombra',
      note: 'Outros também preveem as células escolhidas, e não escolhem nada.',
      choices: { none: { name: 'nenhum' }, all: { name: 'LSTM, mãe, tamanho' } },
    },
    probes: {
      name: 'Células sorteadas',
      note: 'Treinadas no nível 2 ao lado das escolhidas, para dizer quanto estas valem.',
    },
    stopping: {
      name: 'Parada antecipada',
      note: 'Das filhas de um nível.',
      choices: {
        none: { name: 'nenhuma', note: 'Cada uma é treinada até sua última época.' },
        halving: { name: 'halving', note: 'Depois de um nono e de um terço das épocas só o melhor terço continua.' },
      },
    },
    start: {
      name: 'Início das filhas',
      note: 'O que uma filha é antes de sua primeira época.',
      choices: {
        cold: { name: 'a frio', note: 'Com pesos sorteados.' },
        warm: { name: 'a quente', note: 'Como a célula treinada de que cresceu, se estiver entre as K melhores.' },
      },
    },
    pareto: {
      name: 'Escolhidas por',
      note: 'O que faz valer a pena treinar uma célula.',
      choices: {
        off: { name: 'acurácia' },
        'accuracy,parameters': {
          name: 'acurácia, parâmetros',
          note: 'Também células pequenas que são boas para seu tamanho.',
        },
        'accuracy,multiply-adds': {
          name: 'acurácia, multiplicações-adições',
          note: 'Também células boas para o que calculam.',
        },
        'accuracy,ms': { name: 'acurácia, tempo', note: 'Também células boas para quanto dura um passo seu.' },
      },
    },
    precision: {
      name: 'Precisão',
      note: 'Como os valores de uma rede são guardados durante o treinamento.',
      choices: {
        f32: { name: '32 bits' },
        'f16-storage': { name: '16 bits', note: 'Metade da memória; calcula em 32 bits. Precisa de WebGPU.' },
      },
    },
  },
  reach: {
    insecure: 'Esta página não foi aberta de forma segura',
    slow: 'O treinamento é lento aqui, mas você pode ver tudo',
    insecureNote:
      'Os navegadores negam o WebGPU a páginas abertas por http simples, e também o que guarda a página para visitas sem rede, protege o que ela armazena e faz suas abas saberem umas das outras: busque em uma aba por vez. Para tudo isso abra por https, ou em localhost no computador que a serve.',
    slowNote: 'Treinar a toda velocidade precisa de WebGPU. O mesmo link abre em um navegador que o tenha.',
    watch: 'Assistir a uma busca gravada',
    watchNote: 'Uma real, em um ou dois minutos, explicada passo a passo.',
    watchButton: 'Assistir',
    open: 'Abrir um resultado compartilhado',
    openNote: 'De um link ou de um run.json.',
    openButton: 'Abrir',
    train: 'Treinar devagar',
    trainNote: (networks) => `O menor modelo leva minutos: ${counted(networks, 'rede pequena', 'redes pequenas')}.`,
    trainButton: 'Usar',
    table: 'Onde o treinamento é rápido',
    browser: 'navegador',
    yes: 'sim',
    no: 'não',
    from26: 'desde 26',
    appleSilicon: 'chips da Apple',
    newer: 'Intel recentes, NVIDIA',
    secure: 'Página segura',
    openedSecurely: 'aberta por https ou em localhost',
    plainHttp: 'aberta por http simples de outro computador',
    offered: 'oferecido por este navegador',
    notUsable: 'oferecido por este navegador, mas não utilizável aqui',
    missing: 'navigator.gpu não existe',
    hidden: 'oculto em páginas não seguras',
    webgl: 'oferecido; mais lento que WebGPU',
    noWebgl: 'não oferecido: o treinamento usa só o processador',
    storage: 'Armazenamento',
    kept: 'as buscas podem ser guardadas e abertas',
    notKept: 'as buscas não podem ser guardadas nesta janela',
  },
};
