namespace Mastery.Years;

/// <summary>What ten departments that follow each other are.</summary>
enum Kind
{
    /// <summary>New to the programme: applies for Development.</summary>
    New,

    /// <summary>Has been in a Development Work Group, and applies for multiplicative reasoning in the east.</summary>
    East,

    /// <summary>The same in the west.</summary>
    West,

    /// <summary>The same, with a theme of its own.</summary>
    OwnTheme,

    /// <summary>The same, together with the science department that follows.</summary>
    Pair,

    /// <summary>The science department of the school before; it does not apply itself.</summary>
    Science,

    /// <summary>A Mastery Specialist's: never was in a Development Work Group.</summary>
    Specialist,

    /// <summary>Applies for multiplicative reasoning, and never was in a Development Work Group.</summary>
    Unready,
}
