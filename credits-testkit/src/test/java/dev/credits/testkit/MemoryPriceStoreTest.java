package dev.credits.testkit;

import dev.credits.pricing.PriceStore;
import dev.credits.testkit.contract.PriceStoreContract;

class MemoryPriceStoreTest implements PriceStoreContract {
    @Override
    public PriceStore priceStore() {
        return new MemoryPriceStore();
    }

    @Override
    public PriceStore anotherPriceStore(PriceStore store) {
        return store;
    }
}
