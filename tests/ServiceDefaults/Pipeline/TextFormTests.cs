using System.Text;
using FsCheck.Xunit;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class TextFormTests
{
    [Property(MaxTest = 5000)]
    public bool The_form_of_a_text_has_that_form(string? text, bool oneLine)
    {
        var form = TextForm.Normalise(text ?? "", oneLine);

        return TextForm.Normalise(form, oneLine) == form;
    }

    [Property(MaxTest = 5000)]
    public bool The_form_is_composed_and_trimmed_and_has_no_controls(string? text)
    {
        var form = TextForm.Normalise(text ?? "", oneLine: true);

        return !TextForm.IsWellFormed(form)
            || (form.IsNormalized(NormalizationForm.FormC) && form == form.Trim() && !form.Any(char.IsControl));
    }

    [Property(MaxTest = 2000)]
    public bool Texts_that_Unicode_holds_for_the_same_have_one_form(string? text)
    {
        var sent = text ?? "";

        return !TextForm.IsWellFormed(sent)
            || TextForm.Normalise(sent.Normalize(NormalizationForm.FormD), oneLine: false)
                == TextForm.Normalise(sent, oneLine: false);
    }

    [Fact]
    public void Plain_text_is_not_copied()
    {
        const string Plain = "St Mary's, Leeds";

        Assert.Same(Plain, TextForm.Normalise(Plain, oneLine: true));
    }
}
