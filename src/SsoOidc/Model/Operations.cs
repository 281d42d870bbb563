using SsoOidc.Model;

namespace SsoOidc;

/// <summary>The operations of the service: model introspection, and names for stubs and handlers.</summary>
public static class Operations
{
    /// <summary>Gets CreateToken: <c>POST /token</c>, unsigned.</summary>
    public static Operation<CreateTokenRequest, CreateTokenResponse> CreateToken => CreateTokenRow.Value;

    /// <summary>Gets CreateTokenWithIAM: <c>POST /token?aws_iam=t</c>, signed with SigV4.</summary>
    public static Operation<CreateTokenWithIamRequest, CreateTokenWithIamResponse> CreateTokenWithIam => CreateTokenWithIamRow.Value;

    /// <summary>Gets RegisterClient: <c>POST /client/register</c>, unsigned.</summary>
    public static Operation<RegisterClientRequest, RegisterClientResponse> RegisterClient => RegisterClientRow.Value;

    /// <summary>Gets StartDeviceAuthorization: <c>POST /device_authorization</c>, unsigned.</summary>
    public static Operation<StartDeviceAuthorizationRequest, StartDeviceAuthorizationResponse> StartDeviceAuthorization => StartDeviceAuthorizationRow.Value;

    internal const int Count = 4;

    /// <summary>Gets all operations, in model order.</summary>
    public static IReadOnlyList<Operation> All => field ??= [CreateToken, CreateTokenWithIam, RegisterClient, StartDeviceAuthorization];

    /// <summary>Finds an operation by its wire name, letter case ignored, such as <c>CreateTokenWithIAM</c>.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static Operation Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var operation in All)
        {
            if (string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return operation;
            }
        }

        throw new ArgumentException(
            $"Unknown operation '{Shapes.Text.ForDisplay(name)}'. The operations are {string.Join(", ", All)}.", nameof(name));
    }

    // One by one, so that a program has what it names only: the trimmer keeps all that the constructor of a class makes.
    private static class CreateTokenRow
    {
        public static readonly Operation<CreateTokenRequest, CreateTokenResponse> Value = new(
            0,
            OperationNames.CreateToken,
            "/token",
            isSigned: false,
            static () => CreateTokenRequest.Table,
            static () => CreateTokenResponse.Table,
            static () =>
            [
                ErrorTable.InvalidRequest, ErrorTable.InvalidClient, ErrorTable.InvalidGrant, ErrorTable.UnauthorizedClient,
                ErrorTable.UnsupportedGrantType, ErrorTable.InvalidScope, ErrorTable.AuthorizationPending, ErrorTable.SlowDown,
                ErrorTable.AccessDenied, ErrorTable.ExpiredToken, ErrorTable.InternalServer,
            ]);
    }

    private static class CreateTokenWithIamRow
    {
        public static readonly Operation<CreateTokenWithIamRequest, CreateTokenWithIamResponse> Value = new(
            1,
            OperationNames.CreateTokenWithIam,
            "/token?aws_iam=t",
            isSigned: true,
            static () => CreateTokenWithIamRequest.Table,
            static () => CreateTokenWithIamResponse.Table,
            static () =>
            [
                ErrorTable.InvalidRequest, ErrorTable.InvalidClient, ErrorTable.InvalidGrant, ErrorTable.UnauthorizedClient,
                ErrorTable.UnsupportedGrantType, ErrorTable.InvalidScope, ErrorTable.AuthorizationPending, ErrorTable.SlowDown,
                ErrorTable.AccessDenied, ErrorTable.ExpiredToken, ErrorTable.InternalServer, ErrorTable.InvalidRequestRegion,
            ]);
    }

    private static class RegisterClientRow
    {
        public static readonly Operation<RegisterClientRequest, RegisterClientResponse> Value = new(
            2,
            OperationNames.RegisterClient,
            "/client/register",
            isSigned: false,
            static () => RegisterClientRequest.Table,
            static () => RegisterClientResponse.Table,
            static () =>
            [
                ErrorTable.InvalidRequest, ErrorTable.InvalidScope, ErrorTable.InvalidClientMetadata, ErrorTable.InternalServer,
                ErrorTable.InvalidRedirectUri, ErrorTable.UnsupportedGrantType, ErrorTable.SlowDown,
            ]);
    }

    private static class StartDeviceAuthorizationRow
    {
        public static readonly Operation<StartDeviceAuthorizationRequest, StartDeviceAuthorizationResponse> Value = new(
            3,
            OperationNames.StartDeviceAuthorization,
            "/device_authorization",
            isSigned: false,
            static () => StartDeviceAuthorizationRequest.Table,
            static () => StartDeviceAuthorizationResponse.Table,
            static () =>
            [
                ErrorTable.InvalidRequest, ErrorTable.InvalidClient, ErrorTable.UnauthorizedClient, ErrorTable.SlowDown,
                ErrorTable.InternalServer,
            ]);
    }
}
