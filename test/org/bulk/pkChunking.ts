// Which queries Salesforce can split by Id range on its own: custom objects, Share and History tables, and the standard
// objects named for PK chunking; LIMIT and ORDER BY switch it off (DS api_asynch: queries,
// async_api_headers_enable_pk_chunking).

const STANDARD = new Set(
  (
    'Account AccountContactRelation AccountTeamMember AiVisitSummary Asset B2BMktActivity Campaign CampaignMember ' +
    'CandidateAnswer Case CaseArticle CaseComment Claim ClaimParticipant Contact ContractLineItem ConversationEntry ' +
    'CustomerProperty EinsteinAnswerFeedback EmailMessage EngagementScore Event EventRelation FeedItem Individual ' +
    'InsurancePolicy Lead LeadInsight LiveChatTranscript LoginHistory Opportunity OpportunityContactRole ' +
    'OpportunityHistory OpportunityLineItem OpportunitySplit OpportunityTeamMember Order OrderItem Pricebook2 ' +
    'PricebookEntry Product2 Quote QuoteLineItem ReplyText ScoreIntelligence ServiceContract Task TermDocumentFrequency ' +
    'User UserRole VoiceCall WorkOrder WorkOrderLineItem'
  ).split(' '),
);

/** Whether a query on this object runs in chunks. */
export function isPkChunkingSupported(object: string, query: string): boolean {
  const chunkable = object.endsWith('__c') || /(Share|History)$/.test(object) || STANDARD.has(object);
  return chunkable && !/\b(limit\s+\d|order\s+by)\b/i.test(query.replace(/'(?:\\.|[^'\\])*'/gs, "''"));
}
