// The sales stages of a new org, as its OpportunityStage rows and the StageName picklist have them.

export interface Stage {
  readonly name: string;
  readonly probability: number;
  readonly forecast: string;
  readonly forecastName: string;
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

function stage(name: string, probability: number, forecast: string, forecastName = forecast): Stage {
  return {
    name,
    probability,
    forecast,
    forecastName,
    isClosed: name.startsWith('Closed'),
    isWon: name === 'Closed Won',
  };
}

export const STAGES: readonly Stage[] = [
  stage('Prospecting', 10, 'Pipeline'),
  stage('Qualification', 10, 'Pipeline'),
  stage('Needs Analysis', 20, 'Pipeline'),
  stage('Value Proposition', 50, 'Pipeline'),
  stage('Id. Decision Makers', 60, 'Pipeline'),
  stage('Perception Analysis', 70, 'BestCase', 'Best Case'),
  stage('Proposal/Price Quote', 75, 'BestCase', 'Best Case'),
  stage('Negotiation/Review', 90, 'Forecast', 'Commit'),
  stage('Closed Won', 100, 'Closed'),
  stage('Closed Lost', 0, 'Omitted'),
];
