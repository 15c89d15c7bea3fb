package dev.credits.ledger.internal;

import dev.credits.ledger.Lot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account's loaded lots in burn order, as they stand while a batch is decided. */
final class Lots {
    private final List<Lot> inBurnOrder = new ArrayList<>();

    Lots copy() {
        Lots copy = new Lots();
        copy.inBurnOrder.addAll(inBurnOrder);
        return copy;
    }

    List<Lot> all() {
        return Collections.unmodifiableList(inBurnOrder);
    }

    int size() {
        return inBurnOrder.size();
    }

    Lot get(int index) {
        return inBurnOrder.get(index);
    }

    /** Puts the lot in the place of its former state, or where burn order wants a new one. */
    void put(Lot lot) {
        int place = placeOf(lot);
        if (place >= 0) {
            inBurnOrder.set(place, lot);
        } else {
            inBurnOrder.add(-place - 1, lot);
        }
    }

    /** True if a lot of this number and these terms is known. */
    boolean has(Lot lot) {
        return placeOf(lot) >= 0;
    }

    @Nullable
    Lot find(int number) {
        int index = indexOf(number);
        return index < 0 ? null : inBurnOrder.get(index);
    }

    Lot require(int number) {
        Lot lot = find(number);
        if (lot == null) {
            throw new IllegalStateException("lot " + number + " was not loaded");
        }
        return lot;
    }

    private int placeOf(Lot lot) {
        return Collections.binarySearch(inBurnOrder, lot, Lot.BURN_ORDER);
    }

    private int indexOf(int number) {
        for (int i = 0; i < inBurnOrder.size(); i++) {
            if (inBurnOrder.get(i).number() == number) {
                return i;
            }
        }
        return -1;
    }
}
