//! What a translation would cost.

use std::collections::HashSet;

use visavis_text::Language;

use super::{Error, Session};
use crate::article::{ArticleId, SegmentId};
use crate::engine::{Billing, ContextUse, EngineId};
use crate::spending::{self, Estimate, Price};

impl Session {
    /// What it would take to translate, or to finish translating, an article with an engine.
    pub async fn estimate(&self, article: ArticleId, id: &EngineId, to: &Language) -> Result<Estimate, Error> {
        let engine = self.engine(id)?;
        let capabilities = engine.capabilities().clone();
        let settings = self.settings();
        let article = self.library.article(article)?;
        let wanted: Option<HashSet<SegmentId>> = match self.library.rendition_by(article.id, &id.0, to)? {
            None => None,
            Some(known) => {
                let id = known.rendition.id;
                let waiting = self.library.waiting(id)?.into_iter();
                Some(waiting.chain(self.library.failed(id)?).collect())
            }
        };
        let wishes = self.wishes(engine.as_ref(), &article.language, to)?;
        let texts: Vec<String> = article
            .segments
            .iter()
            .filter(|segment| wanted.as_ref().is_none_or(|wanted| wanted.contains(&segment.id)))
            .map(|segment| crate::translate::on_one_line(article.text(segment)))
            .collect();
        let sources: Vec<&str> = texts.iter().map(String::as_str).collect();
        let known = match &wishes.recipe {
            Some(recipe) => self.library.recall(recipe, &sources)?,
            None => vec![None; sources.len()],
        };
        let mut seen = HashSet::new();
        let (mut sentences, mut remembered, mut characters) = (0, 0, 0);
        for (source, known) in sources.iter().zip(&known) {
            if known.is_some() || (wishes.recipe.is_some() && !seen.insert(*source)) {
                remembered += 1;
            } else {
                sentences += 1;
                characters += source.chars().count() as u64;
            }
        }
        let context = match capabilities.context {
            ContextUse::Passage { characters } | ContextUse::Neighbours { characters } if wishes.context => characters,
            _ => 0,
        };
        let tokens = (capabilities.billing == Billing::Tokens)
            .then(|| spending::tokens(sentences, characters, context, capabilities.texts_per_request));
        let kind = settings.engines.iter().find(|config| config.id == *id);
        let price = settings
            .spending
            .price(id, kind.map_or("", |config| config.kind.as_str()));
        let price = price.and_then(|(currency, rate)| {
            let (least, most) = spending::cost(rate, characters, tokens.as_ref())?;
            Some((currency, least, most))
        });
        let costs = spending::costs(&capabilities);
        Ok(Estimate {
            costs,
            sentences,
            remembered,
            characters,
            tokens,
            // Without it the estimate is still worth having; a server that is down says so when it is asked.
            usage: if costs {
                engine.usage().await.ok().flatten()
            } else {
                None
            },
            price,
            cap_characters: wishes.cap_characters,
        })
    }

    /// Sets how many characters a job may send to an engine that is not free.
    pub fn set_cap(&self, characters: Option<u64>) -> Result<(), Error> {
        self.change_settings(|settings| settings.spending.cap_characters = characters)?;
        Ok(())
    }

    /// Keeps the reader's price for an engine, or forgets it.
    pub fn set_price(&self, engine: &EngineId, price: Option<Price>) -> Result<(), Error> {
        self.change_settings(|settings| {
            settings.spending.prices.retain(|known| known.engine != *engine);
            settings.spending.prices.extend(price);
        })?;
        Ok(())
    }
}
