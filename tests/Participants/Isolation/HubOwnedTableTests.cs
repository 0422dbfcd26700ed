using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class HubOwnedTableTests(PeopleFixture fixture)
    : HubOwnedTables(
        fixture,
        "hub",
        "area",
        "school",
        "school_fact_date",
        "trust",
        "trust_membership",
        "trust_link_extract",
        "establishment_type",
        "local_authority",
        "school_link",
        "link_extract",
        "succession",
        "school_participation",
        "department_owner");
