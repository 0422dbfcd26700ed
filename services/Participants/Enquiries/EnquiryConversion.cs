using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Turns an enquiry into the school's department and a draft of its application.</summary>
public sealed class EnquiryConversion(
    EnquiryStore enquiries, DepartmentStore departments, ApplicationStore applications, Catalogue catalogue)
{
    /// <summary>Converts it, or answers what an earlier call has made.</summary>
    public async Task<Enquiry> ConvertAsync(V1.ConvertEnquiryRequest request)
    {
        var seen = await enquiries.GetAsync(request.Name);
        if (seen.IsConvertedAs(request))
        {
            return seen;
        }

        var focus = seen.RequireEtag(request.Etag).RequireUnfinished().ChosenFocus(request.Focus);
        var wanted = (await catalogue.GetAsync("focus", focus)).RequirePublished("focus");
        var subject = seen.ChosenSubject(request.Subject, wanted.Focus.Subjects);
        var current = await enquiries.LockAsync(request.Name);
        return current.IsConvertedAs(request)
            ? current
            : await ConvertAsync(current.RequireEtag(seen.Etag), wanted, subject);
    }

    async Task<Enquiry> ConvertAsync(Enquiry enquiry, ProjectFocus wanted, Subject subject)
    {
        var department = await DepartmentAsync(enquiry, subject);
        var application = await applications.InsertAsync(Application.New(
            department.Name, new() { Department = department.Name, Focus = wanted.Focus.Name },
            wanted.Project.AcademicYear));
        return await enquiries.UpdateAsync(enquiry, enquiry.Convert(department, application));
    }

    async Task<Department> DepartmentAsync(Enquiry enquiry, Subject subject)
    {
        var known = await departments.FindAsync(enquiry.HubId, enquiry.School, subject);
        return known?.RequireActive() ?? await departments.InsertAsync(Department.New(
            enquiry.Name, new() { School = School.NameOf(enquiry.School), Subject = subject }));
    }
}
