namespace Mastery.Participants;

/// <summary>Checks what an enquiry refers to.</summary>
public sealed class EnquiryReferences(SchoolStore schools, Catalogue catalogue)
{
    /// <summary>Refuses a school that is not in the directory, and a focus that is not in the catalogue.</summary>
    public async Task<Enquiry> RequireAsync(Enquiry enquiry)
    {
        if (await schools.FindAsync(enquiry.School) is null)
        {
            throw Refusals.Reference("enquiry.school", School.NameOf(enquiry.School),
                "is not in the directory: look it up by its name with ListSchools");
        }

        if (enquiry.Focus.Length > 0)
        {
            await catalogue.GetAsync("enquiry.focus", enquiry.Focus);
        }

        return enquiry;
    }
}
