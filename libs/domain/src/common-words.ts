/**
 * Words and names that leaked passwords of ten signs and more are made of, the most frequent first: those of the list
 * of zxcvbn-ts (MIT) whose passwords the rules in `password.ts` would let pass, junk of single leaks left out.
 */
export const COMMON_WORDS = `
  basketball manchester terminator california enterprise christopher christophe translator undertaker motherlode
  aleksandra leavemealone realmadrid tinkerbell playstation microphone washington strawberry anastasiya harrypotter
  abrakadabra alessandro konstantin underground tokiohotel highlander evangelion sonyericsson university roadrunner
  ironmaiden mississippi revolution absolutely skateboard alexander abracadabra madagaskar sweetheart ronaldinho
  information supersonic cheerleaers metallica experience greedisgood blackberry volleyball spiderman finalfantasy
  losangeles chicken wachtwoord unbelievable lamborghini justinbieber lockerroom armageddon casablanca lighthouse
  evanescence motdepasse porsche braveheart shevchenko maximilian needforspeed devilmaycry montecarlo charlie
  callofduty pathfinder spartan supernatural astalavista professional scandinavian watermelon deutschland aleksander
  lifeisgood darthvader mostwanted opensesame bondarenko counterstrike thunderbird limpbizkit solidsnake connection
  copenhagen goldfinger angelofwar chocolate parliament bladerunner jediknight winchester intelligence underworld
  wonderland smallville ilovemyself wellington jesuschrist darkknight sailormoon whosyourdaddy astonvilla multimedia
  trustnoone sunderland friendship cheesecake mickeymouse birthday painkiller chesterfield apocalypse neveragain
  moneymaker slipknot hellraiser independent television supervisor adrenaline millennium matematika transformer
  depechemode combat quicksilver devildriver jamesbond birmingham superduper jacqueline ledzeppelin computador
  pittsburgh elizabeth hurricanes clubpenguin international primetime stalingrad bangladesh challenger apokalipsis
  deerhunter battlefield everything programmer schumacher samsung juggernaut undercover alternative fenerbahce
  generation puertorico alessandra unforgiven applesauce cheburashka necromancer impossible deltaforce gunslinger
  dictionary justforfun revelation skorpion freelancer oldsmobile shadow caterpillar electronic cosmopolitan
  beautiful mechanical management cannondale prometheus jesusislord incredible dodgeviper kingfisher loveislife
  newzealand collection tigerwoods wolverines lightsaber metropolis philadelphia whatthehell deeppurple domination
  alphaomega alpha angelochek peanutbutter blackhawks millionaire ingodwetrust minecraft runescape anastasija
  winnipeg georgetown kristopher rammstein quiksilver ontherocks lumberjack neworleans auckland nintendo sacramento
  christian mandragora timberlake jackdaniels residentevil grasshopper flintstone ekaterina vladislava worms
  luckycharm peppermint kobebryant computadora timberwolf ilovejesus lamborgini michael stronghold cristopher
  illuminati avrillavigne kaliningrad production constantine constantin vadim massimiliano coorslight shamanking
  gettysburg nissan montgomery madagascar silenthill stalker tombraider ilovemusic gatekeeper simpleplan cincinnati
  mathematics chrisbrown portsmouth richardson stomatolog serendipity astonmartin godisgreat punksnotdead australia
  elephants bluedevils nightcrawler livestrong mapleleafs cheerleader murcielago
  регистрация терминатор карамелька счастливая владимирович владимировна севастополь альтернатива апокалипсис
  счастьеесть кристиночка катастрофа простоквашино николаевич катапульта калькулятор викторовна сновымгодом
  информатика перестройка прокуратура маргаритка каракатица простокваша владивосток понедельник травматолог
  саламандра гаррипоттер константин наташенька мандаринка снусмумрик
`
  .trim()
  .split(/\s+/);
